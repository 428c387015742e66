"""Words that names and addresses of the demo are made of, typed in for it. No list of real people stands behind them."""

MALAY_MEN = """
Abdul Abdullah Abidin Abu Achmad Adam Ade Adi Aditya Agus Ahmad Aidil Akbar Akmal Alamsyah Albar Aldi Alfian Ali
Alimin Alwi Amin Amir Amri Anang Andika Andri Anwar Apriadi Ardi Ardiansyah Arif Arifin Ariyanto Arman Arpan Aryadi
Asep Asmawi Asnawi Asrul Aswin Ayub Azhar Aziz Azwar Bachtiar Badaruddin Bahri Bakri Basir Basri Bayu Burhan
Burhanuddin Chandra Dahlan Danang Dani Darmawan Darul Daud Dedi Denny Deri Dian Dimas Doni Edi Edwar Effendi Eko
Erwin Fadli Fahmi Fahri Faisal Fajri Farhan Faruq Fathur Fauzan Fauzi Ferdi Ferry Firdaus Fitra Gunawan Habib Hadi
Hafiz Haidir Hairul Hakim Hamdan Hamid Hamzah Hanafi Hari Haris Harun Hasan Hasbi Hasyim Helmi Hendri Herman
Hermansyah Heru Hidayat Husin Husni Ibnu Ibrahim Idham Idris Ikhsan Ilham Ilyas Imam Imran Indra Irawan Irfan Irsyad
Irwan Irwansyah Iskandar Ismail Iwan Izhar Jalal Jamal Jauhari Joni Juanda Junaidi Kamal Kamaluddin Kamil Kandar
Karim Kasim Khairul Khalid Kholil Komar Kurniawan Kusnadi Latif Lukman Mahdi Mahmud Majid Malik Mansyur Marwan
Maulana Merdeka Muhammad Mukhlis Mukhtar Mulyadi Munir Muslim Mustafa Muzakir Nadir Nasir Nasrun Nazar Nizar Novian
Nur Nurdin Oktarian Rachman Rafli Rahmad Rahman Rais Ramadhan Ramli Rasyid Reza Rian Ridwan Rifai Riski Rivai Riyadi
Rizal Rizki Robby Romli Roni Rusdi Rusli Ruslan Rustam Sabri Safri Said Saiful Salim Samsul Sanusi Sayuti Sodikin
Sofyan Solihin Suhaimi Sulaiman Syafei Syahrial Syahrul Syamsuddin Syarif Syukri Tamrin Taufik Tarmizi Teguh Tohir
Umar Usman Wahid Wahyu Wawan Yahya Yani Yasin Yogi Yudi Yunus Yusuf Zaini Zainal Zainuddin Zakaria Zaki Zulfikar
Zulkarnain Zulkifli
""".split()

MALAY_WOMEN = """
Adelia Afifah Aini Aisyah Alfiah Alya Amalia Amelia Aminah Anggi Anggraini Anisa Annisa Aprilia Ariani Asiah Asma
Astuti Atika Aulia Ayu Azizah Azzahra Badriah Balqis Bunga Cahaya Cici Cindy Citra Dahlia Deli Della Desi Devi Dewi
Dina Dinda Elisa Elly Elvira Ema Emilia Endah Erni Eva Evi Fadila Farida Fathia Fatimah Fatma Fauziah Febri Fitri
Fitriani Fitria Gadis Habibah Hafsah Halimah Hanifah Hapsah Hartati Hasanah Hasnah Hayati Helda Henny Herlina
Hesti Hilda Husna Ida Ika Ikhlima Ina Indah Indriani Intan Ira Irma Isnaini Jamilah Jannah Juariah Julaiha Juliana
Jumiati Juwita Kamila Kartika Kasmawati Khadijah Khairani Khoiriah Komala Komariah Kurnia Laila Lailatul Lestari
Lia Lilis Lina Linda Lisa Lusiana Maimunah Malahayati Marhamah Maria Mariana Mariam Marlina Martini Maryati Masitoh
Mastura Maya Meilani Melati Meli Mira Misnawati Monika Mufidah Mutia Mutiara Nabila Nadia Nadira Nafisah Najwa
Natasya Nelly Neneng Nilam Nia Nita Novi Novita Nuraini Nurbaiti Nurhasanah Nurhayati Nurjanah Nurlaila Nurlela
Nurmala Nursiah Oktavia Olivia Permata Puspa Putri Qonita Rahma Rahmawati Raihana Rani Ratna Reni Resti Riana Rika
Rina Rini Risma Rita Rizka Rodiah Rohana Rohani Rosdiana Rosita Rosmala Rukiah Sabrina Safira Salamah Salma Salsabila
Sarah Sari Sartika Septiana Shinta Sholeha Silvia Siska Siti Soraya Suci Suhaini Sulastri Sumiati Suryani Susanti
Susi Syafitri Syahrini Syarifah Tari Tasya Tiara Tika Tina Titin Tri Ulfa Umi Utami Vera Vina Vivi Wahyuni Wati
Widia Winda Wulandari Yanti Yasmin Yeni Yulia Yuliana Yulianti Yuni Yunita Yusnita Zahara Zahra Zainab Zakiah Zubaidah
Zuleha
""".split()

JAVANESE_MEN = """
Bagus Bambang Budi Budiono Darto Darsono Djoko Djumadi Dwi Eko Endro Galih Gatot Gito Guntur Handoko Hardi Harjo
Harsono Haryono Heri Jarwo Jatmiko Joko Jumali Karno Karyono Kasiman Katiman Kuncoro Kusno Legiman Marjono Marsudi
Mujiono Mulyono Ngadimin Ngatiman Parjo Parman Pramono Prasetyo Priyanto Purnomo Purwanto Raharjo Ratno Riyanto
Sabar Samidi Santoso Sapto Sarjono Sartono Sarwono Setiawan Sidik Sigit Slamet Subagyo Subandi Sudarmo Sudarsono
Sugeng Sugiarto Sugiono Suharto Sujarwo Sukardi Sukirman Sulistyo Sumarno Sumarsono Sunarto Suparman Supardi
Supriyadi Suroso Suryadi Susilo Sutarno Sutopo Sutrisno Suwarno Suyanto Tarno Triyono Tugiman Untung Wagimin Wahono
Wardoyo Warsito Waluyo Wibowo Widodo Wijanarko Winarno Wiryo Yatno Yulianto
""".split()

JAVANESE_WOMEN = """
Darmi Dwi Endang Eny Harni Hartini Ismiyati Jumini Kasiyem Kusmiati Lasmi Marsiti Martinah Mujiati Mulyani Murni
Murtini Ngatini Nanik Ningsih Parmi Partini Painem Poniyem Purwanti Purwati Rahayu Rukmini Rusmini Saminah Sarinem
Sarmini Setyowati Siti Sri Srihartati Sukarti Sukesi Sulastri Sulistyowati Sumarni Sumini Sunarti Supartini Supriyati
Suratmi Surti Suryati Sutini Suwarni Suyatmi Tarmini Tasmini Titik Tri Tukinem Tumini Wagiyem Wahyuningsih Warsini
Wasini Widyastuti Wiwik Yatmi Yulistiani
""".split()

CHINESE_MEN = """
Albert Alvin Andreas Benny Budianto Christian Daniel Darwin Edward Erik Felix Ferdinand Frans Fredy Harry Hartanto
Hendra Henry Jackson Jefri Jimmy Johan Kevin Lukas Michael Nicolas Philip Rudi Rusdianto Ricky Robert Stefan Steven
Sugianto Susanto Thomas Tommy Vincent William Willy Yohanes
""".split()

CHINESE_WOMEN = """
Angelina Anita Caroline Cecilia Christina Clara Devina Elisabeth Evelyn Fransiska Gracia Helen Imelda Irene Jennifer
Jessica Julia Katarina Kristina Lenny Lily Livia Mei Melinda Meliana Merry Michelle Natalia Novelia Patricia
Shirley Sofia Stefani Susana Suwanti Teresia Valencia Veronika Vivian Wenny Yenny
""".split()

CHINESE_FAMILIES = """
Angkasa Budiman Chandrawinata Darmadi Gotama Gozali Gunadi Halim Hartawan Hartono Hasan Hidayatno Kosasih Kurnia
Kusuma Lauw Leman Lesmana Lim Liman Limanto Lukito Mulia Ongko Pangestu Permadi Prajogo Rusli Salim Santosa Setiadi
Setiabudi Sutanto Tan Tanaka Tanjaya Tanoto Tanudjaja Tanuwijaya Tjahjadi Tjandra Wangsa Widjaja Wijaya Winata Wiguna
""".split()

BATAK_MEN = """
Agustinus Albiner Binsar Bonar Charles Darwis David Edison Gomgom Hotman Jansen Jhonson Jonatan Josua Lamhot Marihot
Maruli Monang Parulian Poltak Rikardo Roy Sabam Saut Sihar Tigor Togar Tumpal Yosep
""".split()

BATAK_WOMEN = """
Artauli Berliana Dameria Debora Duma Ernawati Erika Ester Hotmauli Juliana Kristiani Lamria Lasmaria Magdalena Maria
Marta Masta Nurmaida Rame Risma Romauli Rosalina Rotua Rumondang Ruth Sondang Tiurma Yuliana
""".split()

BATAK_CLANS = """
Aritonang Butarbutar Gultom Hutabarat Hutagalung Hutapea Lubis Manalu Manurung Marpaung Nababan Nainggolan Napitupulu
Pakpahan Panggabean Panjaitan Pardede Pasaribu Purba Rajagukguk Sagala Samosir Saragih Siagian Sianipar Sihombing
Silaban Silalahi Simanjuntak Simarmata Simatupang Sinaga Siregar Sirait Sitorus Situmorang Tampubolon Tarigan Tobing
""".split()

PALEMBANG_TITLES = (("Kemas", "Nyimas"), ("Kiagus", "Nyayu"), ("Masagus", "Masayu"), ("Raden", "Raden Ayu"))

PLAJU_STREETS = (
    "Jl. Kapten Abdullah", "Jl. D.I. Panjaitan", "Jl. Kapten Robani Kadir", "Jl. Tegal Binangun", "Jl. Sentosa",
    "Jl. Asia", "Jl. Mataram", "Jl. Kopral Paiman", "Jl. Serma Zein", "Jl. Pertahanan", "Lr. Sintren", "Lr. Mufakat",
    "Lr. Keluarga", "Lr. Setia", "Lr. Sepakat", "Lr. Rukun", "Lr. Bakti", "Lr. Damai", "Lr. Kenari", "Lr. Mangga",
    "Lr. Jambu", "Lr. Cempaka", "Lr. Melati", "Lr. Anggrek", "Lr. Masjid", "Lr. Langgar", "Lr. Amal", "Lr. Ikhlas",
    "Lr. Gotong Royong", "Lr. Pedati", "Lr. Perahu", "Lr. Nelayan", "Lr. Panca Usaha", "Lr. Karya", "Lr. Harapan",
    "Lr. Sejahtera", "Lr. Cendana", "Lr. Kelapa", "Lr. Pinang", "Lr. Sukarela", "Komp. Pertamina Blok A",
    "Komp. Pertamina Blok C", "Komp. Sentosa Indah Blok B", "Komp. Griya Musi Blok D",
)  # fmt: skip

OTHER_STREETS = (
    "Jl. Merdeka", "Jl. Sudirman", "Jl. Veteran", "Jl. Kolonel Atmo", "Jl. Letkol Iskandar", "Jl. Musi Raya",
    "Jl. Sekip", "Jl. Demang", "Jl. Angkatan 45", "Jl. Residen Abdul Rozak", "Jl. Mayor Ruslan", "Jl. Dr. M. Isa",
    "Jl. Ki Marogan", "Jl. Gubernur H. A. Bastari", "Jl. Pipa", "Jl. Sukabangun", "Jl. Sosial", "Lr. Hikmah",
    "Lr. Manunggal", "Lr. Kemuning", "Lr. Seruni", "Lr. Tembesu", "Lr. Rawa", "Lr. Kapuk", "Lr. Bambu", "Lr. Serengam",
    "Lr. Pancasila", "Lr. Persatuan", "Lr. Makmur", "Lr. Aman", "Lr. Bahagia", "Lr. Sungai", "Komp. Griya Asri Blok A",
    "Komp. Villa Kenten Blok F", "Komp. Bukit Sejahtera Blok C",
)  # fmt: skip

BIRTH_PLACES = (
    ("PALEMBANG", 72), ("PLAJU", 4), ("OGAN ILIR", 4), ("KAYU AGUNG", 3), ("PRABUMULIH", 2), ("BATURAJA", 2),
    ("LAHAT", 2), ("SEKAYU", 2), ("MUARA ENIM", 2), ("LUBUKLINGGAU", 1), ("JAKARTA", 2), ("BANDUNG", 1), ("JAMBI", 1),
    ("BENGKULU", 1), ("LAMPUNG", 1),
)  # fmt: skip
JAVANESE_PLACES = (
    ("PALEMBANG", 55), ("BELITANG", 10), ("TUGUMULYO", 6), ("LAMPUNG", 6), ("WONOGIRI", 4), ("KLATEN", 4),
    ("BANYUMAS", 4), ("KEBUMEN", 4), ("MAGELANG", 3), ("BLITAR", 2), ("MADIUN", 2),
)  # fmt: skip

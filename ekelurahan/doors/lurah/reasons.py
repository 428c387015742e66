"""Reasons that a lurah can give with one tap. They are kept in Indonesian: applicants read them."""

REFUSALS = (
    "Data pemohon tidak sesuai dengan dokumen yang dilampirkan.",
    "Pemohon tidak berdomisili di kelurahan ini.",
    "Dokumen persyaratan tidak lengkap atau tidak sah.",
    "Keperluan surat tidak sesuai dengan ketentuan.",
    "Surat yang sama sudah terbit dan masih berlaku.",
)
REVOCATIONS = (
    "Keterangan yang diberikan pemohon ternyata tidak benar.",
    "Surat terbit karena kekeliruan petugas.",
    "Keadaan pemohon sudah berubah.",
    "Surat diganti dengan surat yang baru.",
)
REMARKS = ("Tidak terbaca", "Tidak sesuai dengan dokumen", "Belum lengkap", "Salah ketik", "Belum dilampirkan")

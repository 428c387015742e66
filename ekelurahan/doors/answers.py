"""Reading what the components sent."""

from django.http import QueryDict

OTHER = "-other"


def typed(data: QueryDict) -> dict[str, str]:
    """The last value of every field. A list of suggestions sends its free text beside it, as `name-other`: that counts
    when no suggestion was chosen.
    """
    values = {name: str(data.get(name, "")) for name in data}
    for name in [name for name in values if name.endswith(OTHER)]:
        free = values.pop(name)
        field = name.removesuffix(OTHER)
        values[field] = values.get(field, "") or free
    return values

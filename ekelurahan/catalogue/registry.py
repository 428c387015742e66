"""Finds the services: every package under `ekelurahan.services` that holds a SERVICE."""

import importlib
import pkgutil
from functools import cache

from ekelurahan.catalogue.service import Product, Service

ROOTS = ["ekelurahan.services"]


@cache
def all_services() -> dict[str, Service]:
    """Every service by its slug, in the order of their titles."""
    found = [service for root in ROOTS for service in services_in(root)]
    return {service.slug: service for service in sorted(found, key=lambda service: service.title)}


def get_service(slug: str) -> Service:
    """The service of that slug. Raises KeyError."""
    return all_services()[slug]


def get_product(service_slug: str, product_slug: str) -> Product:
    """The product of that service. Raises KeyError."""
    return get_service(service_slug).product(product_slug)


def services_in(root: str) -> list[Service]:
    """The services of the packages below one package."""
    package = importlib.import_module(root)
    names = [module.name for module in pkgutil.iter_modules(package.__path__) if module.ispkg]
    return [importlib.import_module(f"{root}.{name}.service").SERVICE for name in names]

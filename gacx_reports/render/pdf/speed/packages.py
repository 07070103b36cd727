"""Names of packages, which Python works out for each import within a function; WeasyPrint has thousands a document."""

import sys
from importlib.machinery import ModuleSpec


class _Spec(ModuleSpec):
    """What Python knows of a module, with the name of its package as it is."""

    parent: str | None = None  # instead of a property that computes it


def name_packages(package: str) -> list[ModuleSpec]:
    """Let each module of a package, all of which are loaded, have the name of its package; those that now have it."""
    found = []
    for name, module in tuple(sys.modules.items()):
        spec = getattr(module, "__spec__", None)
        if name.startswith(f"{package}.") and type(spec) is ModuleSpec:
            parent = spec.parent
            spec.__class__ = _Spec
            vars(spec)["parent"] = parent
            found.append(spec)
    return found


def forget(specs: list[ModuleSpec]) -> None:
    """Put it back."""
    for spec in specs:
        del vars(spec)["parent"]
        spec.__class__ = ModuleSpec
    specs.clear()

"""Which packages a wheel holds: found, not listed. All else is in pyproject.toml.

The files of ``ontology/`` and ``seeds/`` become ``kg.ontology`` and ``kg.seeds``.
"""

from setuptools import find_namespace_packages, setup

LEFT_OUT = ["*__pycache__*", "*.yasgui"]

packages = find_namespace_packages(include=["kg", "kg.*"], exclude=LEFT_OUT)
package_dir = {}
for folder in ("ontology", "seeds"):
    for name in (folder, *(f"{folder}.{n}" for n in find_namespace_packages(folder))):
        packages.append(f"kg.{name}")
        package_dir[f"kg.{name}"] = name.replace(".", "/")

setup(packages=packages, package_dir=package_dir)

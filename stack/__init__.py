"""The whole platform on one machine, embedded: `python -m stack up`.

Object store, web page, inference service and Airflow run as supervised processes; only settings
tell this from the two servers of production.
"""

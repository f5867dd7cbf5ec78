"""Bringing in a plan that the office already has, in three parts that know nothing of each other.

`reading` turns a file into rows and cells, `interpreting` turns rows into a `PlanDraft` with
every doubt that it had, `saving` stores a draft. docs/import-format.md describes the draft.
"""

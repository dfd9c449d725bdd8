"""The database's history: every table change is a migration, from the first commit on."""

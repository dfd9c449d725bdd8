"""The names of what is counted on /metrics, as dashboards and alert rules may use them."""

METRICS = (
    "cite_updates_total",
    "cite_answers_total",
    "cite_signups_total",
    "cite_inbox_age_seconds",
    "cite_outbox_age_seconds",
    "cite_deliveries_total",
    "cite_loop_lag_seconds",
    "cite_db_seconds",
    "cite_processes",
)

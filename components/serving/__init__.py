"""What stands around the pages: headers, health, metrics, logs."""

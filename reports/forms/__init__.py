"""What staff type into a report, checked on the server and kept exactly."""

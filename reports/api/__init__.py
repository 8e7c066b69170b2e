"""What programs read with a person's token: JSON, made from what the gate returned for that person."""

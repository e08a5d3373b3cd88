"""What leaves the house: documents made from stored plans."""

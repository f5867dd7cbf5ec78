"""What is done with the engagement log; every one writes the Event log."""

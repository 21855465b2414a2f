"""Scripts for those who change the program."""

"""From a file's rows to lines of the meetings schedule; what is unclear is asked, never guessed.

Reading a file into rows and cells is `objectives.importing.reading`, and so is the way in which
doubts are asked and answered; what the rows mean is said here.
"""

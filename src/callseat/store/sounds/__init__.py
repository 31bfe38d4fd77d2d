"""Sounds that an operator uploads: any audio in, files in the telephone's form out.

In: a file from outside, which may be anything, a trap included. Out: 8 kHz mono WAV in the data
folder, named by a `SoundRecord`, or a `SoundFileError` that says what is wrong with the file.

`child.py` decodes, in a process of its own; `convert.py` runs it; `library.py` keeps the files.
"""

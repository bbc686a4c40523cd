"""The program that checks a bundle. Its modules import Python's own library only, and are handed over as one file.

``lanyard.proof.bundles.one_file`` puts them together. They must run on Python 3.8: a police force
or a council may have nothing newer.
"""

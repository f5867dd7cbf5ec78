"""How fast the portal is, beside a floor taken in the same run: `make bench`.

A PostgreSQL with 10,000 actions over 9 objectives and 40 lead posts, 5 updates each, and the
settings of a real installation (DEBUG off, templates cached, static files hashed). Pages are asked
for as a web server asks, by a call of the WSGI application, signed in as a lead. What is compared
takes turns, round after round in one process, so that a busy machine slows both sides; the median
counts. The floors:

- pages: a bare view behind the same middleware (session and user are looked up there too), one
  indexed query, 25 rows in a template of its own without our base;
- a saved update: a bare view that inserts one row and redirects;
- reminders: the same actions read in one query, as many ledger rows inserted;
- report: the rows of its appendix as one plain table, drawn by Typst in a process of its own with
  the same fonts, and as PDF/UA too;
- importing: the same workbook's cells read by openpyxl, and as many actions in one INSERT.

PostgreSQL runs as it comes, so that what is saved has reached the disk, in the floor as well.
"""

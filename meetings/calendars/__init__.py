"""Calendars that other programs subscribe to (RFC 5545).

What stands in one is said by the modules of the settings list CALENDAR_SOURCES (`sources`), put
into bytes by `writing`, and kept and answered for by `serving`.
"""

#pragma once

/* A world with two devices and what they do in it, for tests that need a whole story. */
static const char sim_lesson_world[] =
    "server mail.example.test\n"
    "account lin password=noodles\n"
    "mailbox INBOX uidvalidity=1709600001\n"
    "message hello in=INBOX from=\"Mei <mei@example.test>\" subject=Hello body=Hi\n"
    "message lunch in=INBOX from=\"Wei <wei@example.test>\" subject=Lunch flags=\"\\Seen\"\n"
    "message notes in=INBOX from=\"Wei <wei@example.test>\" subject=Notes body=Three\n"
    "message photo in=INBOX from=\"Ann <ann@example.test>\" subject=Photo octets=4000\n"
    "message news undelivered from=\"Ann <ann@example.test>\" subject=News body=New\n"
    "message more undelivered from=\"Ann <ann@example.test>\" subject=More body=More\n"
    "device phone imap online rtt=200ms tag=g\n"
    "device laptop imap online rtt=40ms rate=1Mbit tag=f\n";

static const char *const sim_lesson_acts[] = {
  "phone open",         "laptop open",
  "laptop read hello",  "laptop flag notes \\Flagged silently",
  "deliver news",       "phone check",
  "phone idle",         "laptop delete lunch",
  "laptop expunge",     "deliver more",
  "phone read photo",   "laptop unflag notes \\Flagged",
  "phone delete hello", "phone idle off",
  "phone close",        "phone open",
  "laptop check",       "phone logout",
};

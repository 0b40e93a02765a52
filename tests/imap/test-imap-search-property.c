/*
 * Random keys over random messages, asked of the server and of a reference that does it the simple way:
 * each key by itself, in the order written, every time from the octets. SEED=n runs one failure again.
 */
#include "base-random.h"
#include "imap-command.h"
#include "imap-search.h"
#include "imap-testlib.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS 40
#define SEARCHES 60
#define N_MESSAGES 24
#define DEPTH 4

static const char *const words[] = { "soup",         "Noodle", "caf\xc3\xa9", "e",
                                     "\xe6\x9e\x97", "",       "STRASSE" };
static const char *const subjects[] = {
  "Noodle soup",   "=?utf-8?Q?caf=C3=A9_soup?=",
  "Cafe\xcc\x81",  "=?utf-8?B?5p6X?= SOUP",
  "noodle\n soup", "",
  "\xff\xfe",
};
static const char *const keywords[] = { "$Work", "$Junk", "$Never" };
static const char *const fields[] = { "Subject", "SUBJECT", "From", "X-None" };
static const char *const days[] = { "1-Mar-2024", "2-Mar-2024", "31-Dec-2023" };

/** A message as the reference sees it. */
typedef struct
{
  guint32 uid;
  gboolean flags[5]; /* as in flag_words */
  gboolean keywords[2];
  const char *subject;
  const char *body;
  guint day; /* of its arrival, in @days */
  guint sent;
  gsize size;
} Message;

static const char *const flag_words[] = { "SEEN", "ANSWERED", "FLAGGED", "DELETED", "DRAFT" };
static const ModelFlags flag_bits[] = { MODEL_FLAG_SEEN, MODEL_FLAG_ANSWERED, MODEL_FLAG_FLAGGED,
                                        MODEL_FLAG_DELETED, MODEL_FLAG_DRAFT };
/* days in the order of time: 31-Dec, 1-Mar, 2-Mar */
static const int day_order[] = { 1, 2, 0 };

typedef struct
{
  BaseRandom random;
  Message messages[N_MESSAGES];
  GString *line; /* the keys as they are sent */
} Case;

static guint
draw (Case *c, guint bound)
{
  return (guint) base_random_below (&c->random, bound);
}

/* --- the reference: what is written is drawn and decided at once, for all messages --- */

typedef struct
{
  gboolean found[N_MESSAGES];
} Found;

static const char *
decoded_subject (const char *subject)
{
  static const char *const decoded[] = {
    "noodle soup",
    "caf\xc3\xa9 soup",
    "caf\xc3\xa9",
    "\xe6\x9e\x97 soup",
    "noodle soup",
    "",
    "\xef\xbf\xbd\xef\xbf\xbd",
  };
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    if (subjects[i] == subject)
      return decoded[i];
  g_assert_not_reached ();
}

/* Case by lower case and accents by composing: another way to the same answer for these words. */
static gboolean
has_word (const char *text, const char *word)
{
  g_autofree char *low_text = g_utf8_strdown (text, -1);
  g_autofree char *low_word = g_utf8_strdown (word, -1);
  g_autofree char *a = g_utf8_normalize (low_text, -1, G_NORMALIZE_NFD);
  g_autofree char *b = g_utf8_normalize (low_word, -1, G_NORMALIZE_NFD);
  return strstr (a, b) != NULL;
}

static void
append_text (Case *c, const char *word)
{
  gboolean ascii = TRUE;
  for (const char *p = word; *p != '\0'; p++)
    ascii = ascii && (guint8) *p < 0x80;
  if (ascii && draw (c, 2) == 0)
    g_string_append_printf (c->line, "\"%s\"", word);
  else
    g_string_append_printf (c->line, "{%u}\r\n%s", (guint) strlen (word), word);
}

static Found
text_key (Case *c)
{
  Found out;
  const char *word = words[draw (c, G_N_ELEMENTS (words))];
  guint kind = draw (c, 4);
  const char *field = fields[draw (c, G_N_ELEMENTS (fields))];
  if (kind == 0)
    g_string_append_printf (c->line, "HEADER %s ", field);
  else
    g_string_append (c->line, kind == 1 ? "SUBJECT " : kind == 2 ? "BODY " : "TEXT ");
  append_text (c, word);
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      const Message *m = &c->messages[i];
      const char *subject = decoded_subject (m->subject);
      gboolean in_subject = has_word (subject, word);
      gboolean in_body = has_word (m->body, word);
      gboolean in_from = has_word ("Wei <wei@example.test>", word);
      gboolean in_rest = has_word ("From: Subject: Date: Mar Dec", word);
      if (kind == 0)
        out.found[i] = g_ascii_strcasecmp (field, "Subject") == 0 ? in_subject
                       : strcmp (field, "From") == 0              ? in_from
                                                                  : FALSE;
      else if (kind == 3)
        out.found[i] = in_subject || in_body || in_from || in_rest;
      else
        out.found[i] = kind == 1 ? in_subject : in_body;
    }
  return out;
}

static Found
date_key (Case *c)
{
  static const char *const hows[] = { "BEFORE", "ON", "SINCE" };
  Found out;
  gboolean sent = draw (c, 2) == 0;
  guint how = draw (c, 3), day = draw (c, 3);
  g_string_append_printf (c->line, "%s%s %s", sent ? "SENT" : "", hows[how], days[day]);
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      int its = day_order[sent ? c->messages[i].sent : c->messages[i].day];
      out.found[i] = how == 0   ? its < day_order[day]
                     : how == 1 ? its == day_order[day]
                                : its >= day_order[day];
    }
  return out;
}

static Found
set_key (Case *c)
{
  Found out;
  gboolean uid = draw (c, 2) == 0;
  guint a = 1 + draw (c, uid ? 80 : N_MESSAGES), b = 1 + draw (c, uid ? 80 : N_MESSAGES);
  gboolean star = draw (c, 4) == 0;
  guint last = uid ? c->messages[N_MESSAGES - 1].uid : N_MESSAGES;
  if (star)
    g_string_append_printf (c->line, "%s%u:*", uid ? "UID " : "", a);
  else
    g_string_append_printf (c->line, "%s%u:%u", uid ? "UID " : "", a, b);
  b = star ? last : b;
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      guint its = uid ? c->messages[i].uid : i + 1;
      out.found[i] = its >= MIN (a, b) && its <= MAX (a, b);
    }
  return out;
}

static Found
flag_key (Case *c)
{
  Found out;
  guint which = draw (c, 8);
  gboolean without = draw (c, 2) == 0;
  if (which < 5)
    g_string_append_printf (c->line, "%s%s", without ? "UN" : "", flag_words[which]);
  else
    g_string_append_printf (c->line, "%sKEYWORD %s", without ? "UN" : "", keywords[which - 5]);
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      const Message *m = &c->messages[i];
      gboolean has = which < 5 ? m->flags[which] : which < 7 ? m->keywords[which - 5] : FALSE;
      out.found[i] = has != without;
    }
  return out;
}

static Found
size_key (Case *c)
{
  Found out;
  gboolean larger = draw (c, 2) == 0;
  gsize size = c->messages[draw (c, N_MESSAGES)].size;
  g_string_append_printf (c->line, "%s %u", larger ? "LARGER" : "SMALLER", (guint) size);
  for (guint i = 0; i < N_MESSAGES; i++)
    out.found[i] = larger ? c->messages[i].size > size : c->messages[i].size < size;
  return out;
}

static Found random_key (Case *c, guint depth);

static Found
both (Case *c, guint depth, guint n)
{
  Found out = random_key (c, depth);
  for (guint k = 1; k < n; k++)
    {
      g_string_append_c (c->line, ' ');
      Found more = random_key (c, depth);
      for (guint i = 0; i < N_MESSAGES; i++)
        out.found[i] = out.found[i] && more.found[i];
    }
  return out;
}

static Found
either (Case *c, guint depth)
{
  g_string_append (c->line, "OR ");
  Found a = random_key (c, depth);
  g_string_append_c (c->line, ' ');
  Found b = random_key (c, depth);
  for (guint i = 0; i < N_MESSAGES; i++)
    a.found[i] = a.found[i] || b.found[i];
  return a;
}

static Found
negated (Case *c, guint depth)
{
  g_string_append (c->line, "NOT ");
  Found out = random_key (c, depth);
  for (guint i = 0; i < N_MESSAGES; i++)
    out.found[i] = !out.found[i];
  return out;
}

static Found
random_key (Case *c, guint depth)
{
  Found out;
  switch (draw (c, depth < DEPTH ? 11 : 6))
    {
    case 0:
      return text_key (c);
    case 1:
      return date_key (c);
    case 2:
      return set_key (c);
    case 3:
    case 4:
      return flag_key (c);
    case 5:
      return size_key (c);
    case 6:
    case 7:
      return either (c, depth + 1);
    case 8:
    case 9:
      return negated (c, depth + 1);
    default:
      g_string_append_c (c->line, '(');
      out = both (c, depth + 1, 1 + draw (c, 3));
      g_string_append_c (c->line, ')');
      return out;
    }
}

/* --- the server --- */

static void
put (TestWorld *world, Case *c, guint i)
{
  Message *m = &c->messages[i];
  ModelFlags flags = 0;
  m->uid = 1 + 3 * i + draw (c, 3);
  for (guint k = 0; k < 5; k++)
    if ((m->flags[k] = draw (c, 2) == 0))
      flags |= flag_bits[k];
  for (guint k = 0; k < 2; k++)
    if ((m->keywords[k] = draw (c, 3) == 0))
      flags |= (ModelFlags) 1 << (MODEL_FLAG_KEYWORD_0 + k);
  m->subject = subjects[draw (c, G_N_ELEMENTS (subjects))];
  m->body = draw (c, 2) == 0 ? "A bowl of SOUP,\nplease."
                             : "Stra\xc3\x9f"
                               "e, caf\xc3\xa9";
  m->day = draw (c, 3);
  m->sent = draw (c, 3);
  g_autofree char *text = g_strdup_printf (
      "From: Wei <wei@example.test>\nSubject: %s\nDate: %s 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n%s\n",
      m->subject, days[m->sent], m->body);
  for (char *p = strchr (strstr (text, "Date: "), '-'); p != NULL && p < strstr (text, "Content");
       p = strchr (p, '-'))
    *p = ' ';
  test_world_put (world, m->uid, flags, text);
  g_autofree char *date = g_strdup_printf ("%s%s 10:00:00 +0000",
                                           strlen (days[m->day]) < 11 ? " " : "", days[m->day]);
  g_autoptr (ModelTx) tx = model_tx_begin (world->model, 0, world->log);
  model_tx_set_row (tx, world->inbox, MODEL_TABLE_LIVE, m->uid, MODEL_FIELD_INTERNALDATE,
                    model_value_text (date));
  const ModelRow *row = model_row (world->model, world->inbox, MODEL_TABLE_LIVE, m->uid);
  m->size = (gsize) model_row_get (row, MODEL_FIELD_SIZE).number;
}

static char *
expect (const Case *c, const Found *found, gboolean uid)
{
  GString *out = g_string_new ("* SEARCH");
  for (guint i = 0; i < N_MESSAGES; i++)
    if (found->found[i])
      g_string_append_printf (out, " %u", uid ? c->messages[i].uid : i + 1);
  g_string_append (out, "\ns OK SEARCH completed\n");
  return g_string_free (out, FALSE);
}

static void
search (Case *c, TestSession *session, guint64 seed)
{
  gboolean uid = draw (c, 2) == 0;
  g_string_assign (c->line, uid ? "s UID SEARCH " : "s SEARCH ");
  if (draw (c, 2) == 0)
    g_string_append (c->line, "CHARSET UTF-8 ");
  Found found = both (c, 0, 1 + draw (c, 3));
  g_string_append (c->line, "\r\n");
  g_autofree char *expected = expect (c, &found, uid);
  test_feed (session, c->line->str, (gssize) c->line->len);
  g_autofree char *said = test_take (session);
  const char *answer = said;
  while (g_str_has_prefix (answer, "+ OK\n"))
    answer += strlen ("+ OK\n");
  if (strcmp (answer, expected) != 0)
    g_error ("SEED=%" G_GUINT64_FORMAT ": %s%sexpected %s", seed, c->line->str, answer, expected);
}

static void
run (guint64 seed)
{
  Case c = { .line = g_string_new (NULL) };
  g_autoptr (TestWorld) world = test_world_new ();
  base_random_seed (&c.random, seed);
  {
    g_autoptr (ModelTx) tx = model_tx_begin (world->model, 0, world->log);
    model_tx_set_text (tx, world->inbox, MODEL_FIELD_KEYWORDS, "$Work $Junk");
  }
  for (guint i = 0; i < N_MESSAGES; i++)
    put (world, &c, i);
  g_autoptr (TestSession) session = test_session_login (world);
  for (guint i = 0; i < SEARCHES; i++)
    search (&c, session, seed);
  g_string_free (c.line, TRUE);
}

static void
test_reference (void)
{
  const char *given = g_getenv ("SEED");
  if (given != NULL)
    run (g_ascii_strtoull (given, NULL, 10));
  else
    for (guint64 seed = 1; seed <= ROUNDS; seed++)
      run (seed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap/search-property/reference", test_reference);
  return g_test_run ();
}

/* Reading a `world` block: one thing a line, a keyword, then names, then options. */

#include "model-world-private.h"

#include <errno.h>
#include <string.h>

#include "base-time.h"

/* `NAME=yes`, `NAME=no`; @otherwise when neither is said. */
static gboolean
take_yes (ModelWorldLine *line, const char *name, gboolean otherwise)
{
  const ModelWord *word = model_world_take_option (line, name);
  if (word == NULL)
    return otherwise;
  if (!g_str_equal (word->value, "yes") && !g_str_equal (word->value, "no"))
    model_world_refuse (line, MODEL_WORLD_ERROR_UNKNOWN, word->value_column,
                        "%s= is yes or no, not “%s”", name, word->value);
  return g_str_equal (word->value, "yes");
}

static void
read_server (ModelWorldLine *line)
{
  ModelWorldServer *server = &line->world->server;
  const ModelWord *name = model_world_take_name (line, 1, "the server's host name",
                                                 "server mail.example.test");
  if (name == NULL)
    return;
  if (name->text[0] == '\0' || strlen (name->text) > 253
      || strspn (name->text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")
             != strlen (name->text))
    model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX, name->column,
                        "“%s” is no host name; write one like mail.example.test", name->text);
  g_free (server->hostname);
  server->hostname = g_strdup (name->text);

  const ModelWord *preset = model_world_take_option (line, "preset");
  if (preset != NULL)
    {
      g_free (server->preset);
      server->preset = g_strdup (preset->value);
      server->preset_place = model_world_place_of (line, preset->value_column);
    }
  const ModelWord *order = model_world_take_option (line, "expunge-order");
  if (order != NULL)
    {
      server->expunge_high_first = g_str_equal (order->value, "high-first");
      if (!server->expunge_high_first && !g_str_equal (order->value, "low-first"))
        model_world_refuse (line, MODEL_WORLD_ERROR_UNKNOWN, order->value_column,
                            "expunge-order= is low-first or high-first, not “%s”", order->value);
    }
  server->shares_maildrop = !take_yes (line, "pop3-lock", TRUE);
  const ModelWord *fault = model_world_take_option (line, "fault");
  if (fault != NULL)
    {
      g_free (server->fault);
      server->fault = g_strdup (fault->value);
      server->fault_place = model_world_place_of (line, fault->value_column);
    }
  model_world_finish_line (line, "preset= expunge-order= pop3-lock= fault=");
}

static void
read_clock (ModelWorldLine *line)
{
  const ModelWord *date = model_world_take_name (line, 1, "the date", "clock 2024-03-05T09:00:00Z");
  if (date != NULL)
    model_world_read_date (line, date->text, date->column, &line->world->clock, NULL);
  model_world_finish_line (line, "nothing more");
}

static void
read_account (ModelWorldLine *line)
{
  const char *example = "account lin password=noodles";
  const ModelWord *name = model_world_take_name (line, 1, "the account's name", example);
  if (name == NULL || !model_world_check_plain_name (line, name, "an account"))
    return;
  if (model_world_account (line->world, name->text) != NULL)
    model_world_refuse (line, MODEL_WORLD_ERROR_CLASH, name->column,
                        "there is an account “%s” already; choose another name", name->text);
  const ModelWord *password = model_world_take_option (line, "password");
  if (password == NULL || password->value[0] == '\0' || model_world_has_control (password->value))
    model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX,
                        password != NULL ? password->value_column : model_world_end_of_line (line),
                        "an account needs a password of plain characters; write it as in `%s`",
                        example);
  model_world_finish_line (line, "password=");
  if (model_world_failed (line))
    return;
  ModelWorldAccount *account = g_new0 (ModelWorldAccount, 1);
  account->name = g_strdup (name->text);
  account->password = g_strdup (password->value);
  account->place = model_world_place_of (line, name->column);
  g_ptr_array_add (line->world->accounts, account);
}

static gboolean
check_mailbox_name (ModelWorldLine *line, const ModelWord *word)
{
  if (word->text[0] != '\0' && !model_world_has_control (word->text)
      && strpbrk (word->text, "%*") == NULL && strlen (word->text) <= 255)
    return TRUE;
  model_world_refuse (
      line, MODEL_WORLD_ERROR_SYNTAX, word->column,
      "this cannot be the name of a mailbox; use up to 255 octets without %% and * (they are "
      "wildcards of LIST) and without control characters");
  return FALSE;
}

/* LSUB tells what is subscribed; TRUE when not said. */
static gboolean
take_subscribed (ModelWorldLine *line)
{
  const ModelWord *word = model_world_take_option (line, "subscribed");
  if (word == NULL || g_str_equal (word->value, "yes"))
    return TRUE;
  if (!g_str_equal (word->value, "no"))
    model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX, word->value_column,
                        "subscribed= is yes or no, not “%s”", word->value);
  return FALSE;
}

static void
read_mailbox (ModelWorldLine *line)
{
  const ModelWord *name = model_world_take_name (line, 1, "the mailbox's name",
                                                 "mailbox INBOX uidnext=6");
  if (name == NULL || !check_mailbox_name (line, name))
    return;
  g_autofree char *account = model_world_take_account (line);
  guint32 uidvalidity = (guint32) model_world_take_number (line, "uidvalidity", 1, G_MAXUINT32, 1);
  guint32 uidnext = (guint32) model_world_take_number (line, "uidnext", 1, G_MAXUINT32, 0);
  guint32 recent = (guint32) model_world_take_number (line, "recent-from", 1, G_MAXUINT32, 0);
  guint64 modseq = model_world_take_number (line, "highestmodseq", 1, G_MAXINT64, 1);
  gboolean subscribed = take_subscribed (line);
  model_world_finish_line (line, "account= uidvalidity= uidnext= recent-from= highestmodseq= "
                                 "subscribed=");
  if (!model_world_failed (line) && model_world_mailbox (line->world, account, name->text) != NULL)
    model_world_refuse (line, MODEL_WORLD_ERROR_CLASH, name->column,
                        "account %s has a mailbox “%s” already; choose another name", account,
                        name->text);
  if (model_world_failed (line))
    return;
  ModelWorldMailbox *mailbox = g_new0 (ModelWorldMailbox, 1);
  mailbox->account = g_steal_pointer (&account);
  mailbox->name = g_strdup (g_ascii_strcasecmp (name->text, "INBOX") == 0 ? "INBOX" : name->text);
  mailbox->uidvalidity = uidvalidity;
  mailbox->uidnext = uidnext;
  mailbox->recent_from = recent;
  mailbox->highestmodseq = modseq;
  mailbox->subscribed = subscribed;
  mailbox->place = model_world_place_of (line, name->column);
  g_ptr_array_add (line->world->mailboxes, mailbox);
}

/* "1Mbit", "64kbit", "9600bit": bits a second. */
static guint64
take_rate (ModelWorldLine *line)
{
  const ModelWord *word = model_world_take_option (line, "rate");
  if (word == NULL)
    return 0;
  char *end;
  errno = 0;
  guint64 number = g_ascii_isdigit (word->value[0]) ? g_ascii_strtoull (word->value, &end, 10) : 0;
  guint64 unit = 0;
  if (number > 0 && errno == 0)
    unit = g_str_equal (end, "bit")    ? 1
           : g_str_equal (end, "kbit") ? 1000
           : g_str_equal (end, "Mbit") ? 1000000
           : g_str_equal (end, "Gbit") ? 1000000000
                                       : 0;
  if (unit == 0 || number > G_GUINT64_CONSTANT (1000000000000) / unit)
    {
      model_world_refuse (
          line, MODEL_WORLD_ERROR_SYNTAX, word->value_column,
          "rate= is bits a second, as in 9600bit, 64kbit, 1Mbit or 1Gbit (at most 1000Gbit), not "
          "“%s”",
          word->value);
      return 0;
    }
  return number * unit;
}

/* One way; from delay= (one way) or rtt= (there and back). */
static gint64
take_delay (ModelWorldLine *line)
{
  const ModelWord *rtt = model_world_take_option (line, "rtt"),
                  *delay = model_world_take_option (line, "delay");
  const ModelWord *word = rtt != NULL ? rtt : delay;
  gint64 usec = 0;
  if (rtt != NULL && delay != NULL)
    model_world_refuse (
        line, MODEL_WORLD_ERROR_CLASH, delay->column,
        "rtt= (there and back) and delay= (one way) say the same; keep one of them");
  else if (word != NULL && (!base_time_parse (word->value, &usec) || usec > 3600 * BASE_SECOND))
    model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX, word->value_column,
                        "%s= is a time up to 1h, as in 200ms or 1.5s, not “%s”", word->name,
                        word->value);
  return rtt != NULL ? usec / 2 : usec;
}

/* The letters tags can begin with: t1, t2 … are placeholders of `wire` blocks. */
static const char free_tags[] = "abcdefghijklmnopqrsuvwxyz";

static char
take_tag (ModelWorldLine *line)
{
  const ModelWord *word = model_world_take_option (line, "tag");
  GPtrArray *devices = line->world->devices;
  if (word == NULL)
    return free_tags[devices->len % strlen (free_tags)];
  if (strchr (free_tags, word->value[0]) == NULL || word->value[0] == '\0'
      || word->value[1] != '\0')
    model_world_refuse (
        line, MODEL_WORLD_ERROR_SYNTAX, word->value_column,
        "tag= is one letter from a to z but t (t1, t2 … stand for any tag in a `wire` "
        "block), not “%s”",
        word->value);
  return word->value[0];
}

static void
read_device (ModelWorldLine *line)
{
  const char *example = "device phone imap online rtt=200ms";
  const ModelWord *name = model_world_take_name (line, 1, "the device's name", example);
  if (name == NULL || !model_world_check_plain_name (line, name, "a device"))
    return;
  if (g_str_equal (name->text, "server") || g_str_equal (name->text, MODEL_NAME_OUTSIDE)
      || model_world_is_letter_and_digits (name->text, 'c'))
    model_world_refuse (line, MODEL_WORLD_ERROR_CLASH, name->column,
                        "“%s” has a meaning of its own in addresses; choose another name",
                        name->text);
  if (model_world_device (line->world, name->text) != NULL)
    model_world_refuse (line, MODEL_WORLD_ERROR_CLASH, name->column,
                        "there is a device “%s” already; choose another name", name->text);
  if (line->world->devices->len >= 200)
    model_world_refuse (line, MODEL_WORLD_ERROR_LIMIT, 1, "a world has at most 200 devices");
  const ModelWord *protocol = model_world_take_name (line, 2, "the protocol it speaks", example);
  const ModelWord *style = model_world_take_name (line, 3, "the style in which it syncs", example);
  g_autofree char *account = model_world_take_account (line);
  gint64 delay = take_delay (line);
  guint64 rate = take_rate (line);
  char tag = take_tag (line);
  gboolean reconnects = take_yes (line, "reconnect", FALSE);
  model_world_finish_line (line, "account= rtt= delay= rate= tag= reconnect=");
  if (model_world_failed (line))
    return;
  ModelWorldDevice *device = g_new0 (ModelWorldDevice, 1);
  device->name = g_strdup (name->text);
  device->protocol = g_strdup (protocol->text);
  device->style = g_strdup (style->text);
  device->account = g_steal_pointer (&account);
  device->delay = delay;
  device->rate = rate;
  device->tag = tag;
  device->reconnects = reconnects;
  device->place = model_world_place_of (line, name->column);
  device->protocol_place = model_world_place_of (line, protocol->column);
  device->style_place = model_world_place_of (line, style->column);
  g_ptr_array_add (line->world->devices, device);
}

static const struct
{
  const char *keyword;
  void (*read) (ModelWorldLine *line);
  gboolean once;
} kinds[] = {
  { "server", read_server, TRUE },
  { "clock", read_clock, TRUE },
  { "account", read_account, FALSE },
  { "mailbox", read_mailbox, FALSE },
  { "message", model_world_read_message, FALSE },
  { "messages", model_world_read_messages, FALSE },
  { "device", read_device, FALSE },
};

/* @seen: one bit a kind that was there. */
static void
read_line (ModelWorldLine *line, guint *seen)
{
  const ModelWord *keyword = model_world_word_at (line, 0);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (!g_str_equal (keyword->text, kinds[i].keyword))
        continue;
      if (kinds[i].once && (*seen & (1u << i)) != 0)
        model_world_refuse (line, MODEL_WORLD_ERROR_CLASH, keyword->column,
                            "there is a `%s` line already; a world has one", keyword->text);
      else if (kinds[i].once && line->world->accounts->len > 0)
        model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX, keyword->column,
                            "the `%s` line stands above all accounts; move it up", keyword->text);
      else
        kinds[i].read (line);
      *seen |= 1u << i;
      return;
    }
  model_world_refuse (
      line, MODEL_WORLD_ERROR_UNKNOWN, keyword->column,
      "a world has no “%s”; a line begins with server, clock, account, mailbox, message, messages "
      "or device",
      keyword->text);
}

/* What was left to defaults that need the whole world. */
static void
finish_world (ModelWorld *world)
{
  for (guint i = 0; i < world->mailboxes->len; i++)
    {
      ModelWorldMailbox *mailbox = g_ptr_array_index (world->mailboxes, i);
      if (mailbox->uidnext == 0)
        mailbox->uidnext = mailbox->last_uid + 1;
      if (mailbox->recent_from == 0)
        mailbox->recent_from = mailbox->uidnext;
    }
}

ModelWorld *
model_world_parse (const char *text, GError **error)
{
  g_autoptr (ModelWorld) world = model_world_new ();
  g_autoptr (GError) local = NULL;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint seen = 0;
  for (guint i = 0; lines[i] != NULL && local == NULL; i++)
    {
      g_strchomp (lines[i]);
      g_autoptr (GPtrArray) words = model_words_split (lines[i], i + 1, &local);
      if (words == NULL || words->len == 0)
        continue;
      g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);
      ModelWorldLine line = { world, i + 1, words, used, &local };
      read_line (&line, &seen);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  finish_world (world);
  return g_steal_pointer (&world);
}

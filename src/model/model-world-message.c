/* `message` and `messages` lines. */

#include "model-world-private.h"

#include <string.h>

/* The mailbox an `in=` names, which must stand above. */
static ModelWorldMailbox *
take_mailbox (ModelWorldLine *line, const ModelWord *in, const char *account)
{
  if (model_world_failed (line))
    return NULL;
  ModelWorldMailbox *mailbox = model_world_mailbox (line->world, account, in->value);
  if (mailbox == NULL)
    model_world_refuse (
        line, MODEL_WORLD_ERROR_UNKNOWN, in->value_column,
        "account %s has no mailbox “%s” above this line; write `mailbox %s` before it", account,
        in->value, in->value);
  return mailbox;
}

/* UIDs grow from line to line, so that one look tells whether @count of them are free. */
static guint32
take_uids (ModelWorldLine *line, ModelWorldMailbox *mailbox, guint32 count)
{
  const ModelWord *word = model_world_take_option (line, "uid");
  guint column = word != NULL ? word->value_column : 1;
  guint64 uid = (guint64) mailbox->last_uid + 1;
  if (word != NULL && !g_ascii_string_to_unsigned (word->value, 10, 1, G_MAXUINT32 - 1, &uid, NULL))
    model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX, column,
                        "uid= takes a number from 1 on, not “%s”", word->value);
  else if (uid <= mailbox->last_uid)
    model_world_refuse (
        line, MODEL_WORLD_ERROR_CLASH, column,
        "UIDs of a mailbox grow from line to line: the one above has %u, so write uid=%u or more",
        mailbox->last_uid, mailbox->last_uid + 1);
  else if (uid + count - 1 >= (mailbox->uidnext != 0 ? mailbox->uidnext : G_MAXUINT32))
    model_world_refuse (
        line, MODEL_WORLD_ERROR_CLASH, column,
        "UID %" G_GUINT64_FORMAT
        " is not below the mailbox's uidnext=%u; raise that one to %" G_GUINT64_FORMAT,
        uid + count - 1, mailbox->uidnext, uid + count);
  return (guint32) uid;
}

static gboolean
is_keyword (const char *name)
{
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c) || strchr ("(){%*\"\\]", *c) != NULL)
      return FALSE;
  return name[0] != '\0' && strlen (name) <= 64;
}

/* One flag of a message of @mailbox; a keyword the mailbox did not know is added to it. */
static void
check_flag (ModelWorldLine *line, ModelWorldMailbox *mailbox, const char *name, guint column)
{
  if (model_flag_parse (name, mailbox->keywords) != 0)
    return;
  if (name[0] == '\\')
    {
      model_world_refuse (
          line, MODEL_WORLD_ERROR_UNKNOWN, column,
          g_ascii_strcasecmp (name, "\\Recent") == 0
              ? "%s is not kept with a message; say recent-from=UID in the mailbox's line"
              : "there is no flag %s; write \\Seen \\Answered \\Flagged \\Deleted \\Draft or a "
                "keyword without a backslash",
          name);
      return;
    }
  if (!is_keyword (name))
    {
      model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX, column,
                          "“%s” cannot be a keyword; use letters, digits, $ - and _", name);
      return;
    }
  char *joined = mailbox->keywords == NULL ? g_strdup (name)
                                           : g_strconcat (mailbox->keywords, " ", name, NULL);
  g_auto (GStrv) all = g_strsplit (joined, " ", -1);
  g_free (mailbox->keywords);
  mailbox->keywords = joined;
  if (g_strv_length (all) > MODEL_N_KEYWORDS)
    model_world_refuse (line, MODEL_WORLD_ERROR_LIMIT, column, "a mailbox has at most %d keywords",
                        MODEL_N_KEYWORDS);
}

static char *
take_flags (ModelWorldLine *line, ModelWorldMailbox *mailbox)
{
  const ModelWord *word = model_world_take_option (line, "flags");
  if (word == NULL)
    return g_strdup ("");
  if (mailbox == NULL)
    {
      model_world_refuse (
          line, MODEL_WORLD_ERROR_CLASH, word->column,
          "a message gets its flags in a mailbox: leave flags= out of an undelivered one");
      return g_strdup ("");
    }
  g_auto (GStrv) names = g_strsplit (word->value, " ", -1);
  for (guint i = 0; names[i] != NULL && !model_world_failed (line); i++)
    if (names[i][0] != '\0')
      check_flag (line, mailbox, names[i], word->value_column);
  return g_strdup (word->value);
}

/* What is held against the limits of a world; @count messages of @octets each. */
static void
check_limits (ModelWorldLine *line, guint64 count, guint64 octets)
{
  const ModelWorld *world = line->world;
  guint64 total = count * octets, messages = count + model_world_count (world);
  for (guint i = 0; i < world->messages->len; i++)
    total += ((const ModelWorldMessage *) g_ptr_array_index (world->messages, i))->octets;
  for (guint i = 0; i < world->batches->len; i++)
    {
      const ModelWorldBatch *batch = g_ptr_array_index (world->batches, i);
      total += (guint64) batch->count * batch->octets;
    }
  if (messages > (guint64) MODEL_WORLD_MESSAGES)
    model_world_refuse (line, MODEL_WORLD_ERROR_LIMIT, 1,
                        "a world holds at most %d messages, this would make %" G_GUINT64_FORMAT,
                        MODEL_WORLD_MESSAGES, messages);
  if (total > MODEL_WORLD_OCTETS)
    model_world_refuse (line, MODEL_WORLD_ERROR_LIMIT, 1,
                        "the messages of a world may have %" G_GSIZE_FORMAT
                        " octets in all; make octets= smaller",
                        (gsize) MODEL_WORLD_OCTETS);
}

static void
check_label (ModelWorldLine *line, const ModelWord *label)
{
  if (!model_world_check_plain_name (line, label, "a message"))
    return;
  if (model_world_is_letter_and_digits (label->text, 'u')
      || model_world_is_letter_and_digits (label->text, 'n'))
    model_world_refuse (
        line, MODEL_WORLD_ERROR_CLASH, label->column,
        "“%s” reads like a UID or a number in addresses; choose a word that says what the message "
        "is",
        label->text);
  else if (model_world_message (line->world, label->text) != NULL)
    model_world_refuse (line, MODEL_WORLD_ERROR_CLASH, label->column,
                        "there is a message “%s” already; choose another name", label->text);
}

/* Where it lies: in=MAILBOX, or the word `undelivered`. */
static ModelWorldMailbox *
take_where (ModelWorldLine *line, ModelWorldMessage *message)
{
  const ModelWord *in = model_world_take_option (line, "in");
  const ModelWord *second = model_world_word_at (line, 2);
  gboolean undelivered = second != NULL && g_str_equal (second->text, "undelivered");
  if (undelivered)
    model_world_mark_used (line, 2);
  if (undelivered == (in != NULL))
    {
      model_world_refuse (
          line, MODEL_WORLD_ERROR_SYNTAX, in != NULL ? in->column : model_world_end_of_line (line),
          "say where the message is, and only once: in=INBOX, or `undelivered` behind its name");
      return NULL;
    }
  if (undelivered)
    return NULL;
  ModelWorldMailbox *mailbox = take_mailbox (line, in, message->account);
  if (mailbox != NULL)
    {
      message->mailbox = g_strdup (mailbox->name);
      message->uid = take_uids (line, mailbox, 1);
    }
  return mailbox;
}

static void
take_content (ModelWorldLine *line, ModelWorldMessage *message)
{
  const ModelWord *from = model_world_take_option (line, "from");
  if (from == NULL)
    model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX, model_world_end_of_line (line),
                        "a message needs a sender; write from=\"Wei <wei@example.test>\"");
  message->from = g_strdup (from != NULL ? from->value : "");
  g_autofree char *to = model_world_default_to (line->world, message->account);
  message->to = model_world_take_text (line, "to", to);
  message->subject = model_world_take_text (line, "subject", NULL);
  message->body = model_world_take_text (line, "body", "");
  message->picture = model_world_take_text (line, "picture", NULL);
  message->octets = (gsize) model_world_take_number (line, "octets", 1, MODEL_WORLD_MESSAGE_OCTETS,
                                                     0);
  message->date = line->world->clock;
  model_world_take_date (line, "date", &message->date, &message->date_zone);
  message->internaldate = message->date;
  message->internaldate_zone = message->date_zone;
  model_world_take_date (line, "internaldate", &message->internaldate, &message->internaldate_zone);
}

void
model_world_read_message (ModelWorldLine *line)
{
  const ModelWord *label = model_world_take_name (line, 1, "the message's label",
                                                  "message lunch in=INBOX from=…");
  if (label == NULL)
    return;
  check_label (line, label);
  g_autoptr (ModelWorldMessage) message = g_new0 (ModelWorldMessage, 1);
  message->label = g_strdup (label->text);
  message->place = model_world_place_of (line, label->column);
  message->account = model_world_take_account (line);
  ModelWorldMailbox *mailbox = take_where (line, message);
  message->flags = take_flags (line, mailbox);
  take_content (line, message);
  model_world_finish_line (
      line, "in= account= uid= from= to= subject= date= internaldate= octets= flags= body= "
            "picture=");
  if (!model_world_failed (line))
    check_limits (line, mailbox != NULL, message->octets);
  if (model_world_failed (line))
    return;

  g_autoptr (GError) error = NULL;
  message->bytes = model_world_compose (message, &error);
  if (message->bytes == NULL)
    {
      model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX, label->column,
                          "this message cannot be made: %s", error->message);
      return;
    }
  if (mailbox != NULL)
    mailbox->last_uid = message->uid;
  g_ptr_array_add (line->world->messages, g_steal_pointer (&message));
}

void
model_world_read_messages (ModelWorldLine *line)
{
  const char *example = "messages 500 in=INBOX";
  const ModelWord *word = model_world_take_name (line, 1, "the number of messages", example);
  const ModelWord *in = model_world_take_option (line, "in");
  guint64 count;
  if (word == NULL)
    return;
  if (!g_ascii_string_to_unsigned (word->text, 10, 1, MODEL_WORLD_MESSAGES, &count, NULL))
    {
      model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX, word->column,
                          "“%s” is no number from 1 to %d; write for example `%s`", word->text,
                          MODEL_WORLD_MESSAGES, example);
      return;
    }
  if (in == NULL)
    {
      model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX, model_world_end_of_line (line),
                          "say where they are with in=MAILBOX, as in `%s`", example);
      return;
    }

  ModelWorldBatch *batch = g_new0 (ModelWorldBatch, 1);
  g_ptr_array_add (line->world->batches, batch);
  batch->place = model_world_place_of (line, word->column);
  batch->account = model_world_take_account (line);
  batch->mailbox = g_strdup ("");
  ModelWorldMailbox *mailbox = take_mailbox (line, in, batch->account);
  batch->date = line->world->clock;
  if (mailbox == NULL)
    return;
  g_free (batch->mailbox);
  batch->mailbox = g_strdup (mailbox->name);
  batch->uid = take_uids (line, mailbox, (guint32) count);
  batch->flags = take_flags (line, mailbox);
  batch->octets = (gsize) model_world_take_number (line, "octets", 1, MODEL_WORLD_MESSAGE_OCTETS,
                                                   0);
  model_world_take_date (line, "date", &batch->date, NULL);
  model_world_finish_line (line, "in= account= uid= flags= octets= date=");
  if (!model_world_failed (line))
    check_limits (line, count, batch->octets);
  if (model_world_failed (line))
    return;
  batch->count = (guint32) count;
  mailbox->last_uid = batch->uid + batch->count - 1;

  /* The last has the longest number in it: when that one can be made, all can. */
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelWorldMessage)
      last = model_world_batch_message (line->world, batch, batch->count, &error);
  if (last == NULL)
    model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX, word->column,
                        "these messages cannot be made: %s", error->message);
}

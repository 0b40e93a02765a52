#pragma once

#include "model-world.h"

/** model_world_new: an empty world with the default server. */
ModelWorld *model_world_new (void);

/** model_world_mailbox: the mailbox @name of @account, borrowed, or NULL. INBOX in any case. */
ModelWorldMailbox *model_world_mailbox (const ModelWorld *world, const char *account,
                                        const char *name);

/** model_world_default_to: "lin@example.test" for account lin at mail.example.test; caller frees.
 */
char *model_world_default_to (const ModelWorld *world, const char *account);

/** model_world_compose: make the octets of @message; NULL with a GError that has no place in it. */
GBytes *model_world_compose (const ModelWorldMessage *message, GError **error);

/** model_world_batch_message: number @n (from 1) of @batch as a message with its octets; NULL as
 * above. */
ModelWorldMessage *model_world_batch_message (const ModelWorld *world, const ModelWorldBatch *batch,
                                              guint n, GError **error);
void model_world_message_free (ModelWorldMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelWorldMessage, model_world_message_free)

/** The line being read; options are taken one by one, and what is left over is refused. */
typedef struct
{
  ModelWorld *world;
  guint number;
  GPtrArray *words; /* of ModelWord */
  GHashTable *used; /* indices of words that were understood; only looked up */
  GError **error;
} ModelWorldLine;

/** model_world_refuse: set the error of @line to "LINE:COLUMN: " and the sentence; the first of a
 * line stays. */
void model_world_refuse (ModelWorldLine *line, ModelWorldError code, guint column,
                         const char *format, ...) G_GNUC_PRINTF (4, 5);
/** model_world_failed: whether something was refused. */
gboolean model_world_failed (const ModelWorldLine *line);

/** model_world_word_at: word @i (0 is the keyword), NULL behind the last. _end_of_line: the column
 * there. */
const ModelWord *model_world_word_at (const ModelWorldLine *line, guint i);
guint model_world_end_of_line (const ModelWorldLine *line);
ModelPlace model_world_place_of (const ModelWorldLine *line, guint column);

/** model_world_mark_used: word @i was understood. */
void model_world_mark_used (ModelWorldLine *line, guint i);

/** model_world_take_name: the word at place @i, which has to be there and no option; @what and
 * @example are for people. NULL when refused. */
const ModelWord *model_world_take_name (ModelWorldLine *line, guint i, const char *what,
                                        const char *example);

/** model_world_take_option: the word `@name=…`, or NULL. _take_text, _take_number, _take_date: its
 * value; @otherwise (or what is there) without one. */
const ModelWord *model_world_take_option (ModelWorldLine *line, const char *name);
char *model_world_take_text (ModelWorldLine *line, const char *name, const char *otherwise);
guint64 model_world_take_number (ModelWorldLine *line, const char *name, guint64 least,
                                 guint64 most, guint64 otherwise);
void model_world_take_date (ModelWorldLine *line, const char *name, gint64 *seconds, int *zone);

/** model_world_read_date: a date like 2024-03-05T08:30:00+08:00; @zone (may be NULL) in minutes
 * east. */
gboolean model_world_read_date (ModelWorldLine *line, const char *text, guint column,
                                gint64 *seconds, int *zone);

/** model_world_take_account: the account that account= names, or the only one; "" when refused.
 * Caller frees. */
char *model_world_take_account (ModelWorldLine *line);

/** model_world_finish_line: refuse the words nobody took. @options: what the line can have, for
 * people. */
void model_world_finish_line (ModelWorldLine *line, const char *options);

/** model_world_check_plain_name: refuse a name that is no letter followed by letters, digits, - and
 * _. */
gboolean model_world_check_plain_name (ModelWorldLine *line, const ModelWord *word,
                                       const char *what);
/** model_world_is_letter_and_digits: "u17": what addresses use for UIDs, numbers and connections.
 */
gboolean model_world_is_letter_and_digits (const char *text, char letter);
/** model_world_has_control: whether there is a control character in @text. */
gboolean model_world_has_control (const char *text);

/** model_world_read_message, _read_messages: a line of that kind. */
void model_world_read_message (ModelWorldLine *line);
void model_world_read_messages (ModelWorldLine *line);

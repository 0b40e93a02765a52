/* What is asked about rows, and whether they are it. */
#include "view-filter.h"

#include "explain-args.h"
#include "explain-catalogue.h"
#include "explain-line.h"
#include "view-cell.h"
#include "view-exchange.h"
#include "view-ladder-private.h"
#include "view-secret-private.h"
#include "view-wire.h"

#include <string.h>

#define MOST_READ (256u * 1024)

ViewFilter *
view_filter_new (void)
{
  ViewFilter *filter = g_new0 (ViewFilter, 1);
  filter->who = g_ptr_array_new_with_free_func (g_free);
  filter->commands = g_ptr_array_new_with_free_func (g_free);
  filter->codes = g_ptr_array_new_with_free_func (g_free);
  filter->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) view_cell_unref);
  filter->words = g_ptr_array_new_with_free_func (g_free);
  return filter;
}

void
view_filter_free (ViewFilter *filter)
{
  g_ptr_array_unref (filter->who);
  g_ptr_array_unref (filter->commands);
  g_ptr_array_unref (filter->codes);
  g_ptr_array_unref (filter->cells);
  g_ptr_array_unref (filter->words);
  g_free (filter);
}

gboolean
view_filter_has_query (const ViewFilter *filter)
{
  return filter->who->len + filter->commands->len + filter->codes->len + filter->cells->len
             + filter->words->len
         > 0;
}

gboolean
view_filter_is_empty (const ViewFilter *filter)
{
  return !view_filter_has_query (filter) && filter->first_event == 0 && filter->last_event == 0;
}

/* --- reading --- */

typedef enum
{
  KIND_WHO,
  KIND_COMMAND,
  KIND_CODE,
  KIND_CELL,
  KIND_WORD
} Kind;

static const struct
{
  const char *name;
  Kind kind;
} kinds[] = {
  { "who", KIND_WHO },      { "谁", KIND_WHO },      { "command", KIND_COMMAND },
  { "命令", KIND_COMMAND }, { "code", KIND_CODE },   { "结果", KIND_CODE },
  { "cell", KIND_CELL },    { "单元格", KIND_CELL }, { "单元", KIND_CELL },
};

/* The next part of @at, blanks within quotes kept; NULL at the end. @quoted: whether it begins with one. */
static char *
take_part (const char **at, gboolean *quoted)
{
  const char *p = *at;
  gboolean inside = FALSE;
  GString *part = g_string_new (NULL);
  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  *quoted = *p == '"';
  if (*p == '\0')
    return g_string_free (part, TRUE);
  for (; *p != '\0' && (inside || !g_unichar_isspace (g_utf8_get_char (p)));
       p = g_utf8_next_char (p))
    if (*p == '"')
      inside = !inside;
    else
      g_string_append_unichar (part, g_utf8_get_char (p));
  *at = p;
  return g_string_free (part, FALSE);
}

/* What is behind "who:" and the like; @part itself for words. */
static const char *
split_kind (const char *part, Kind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gsize len = strlen (kinds[i].name);
      if (g_ascii_strncasecmp (part, kinds[i].name, len) != 0)
        continue;
      *kind = kinds[i].kind;
      if (part[len] == ':')
        return part + len + 1;
      if (g_str_has_prefix (part + len, "：")) /* as Chinese keyboards write it */
        return part + len + strlen ("：");
    }
  *kind = KIND_WORD;
  return part;
}

static gboolean
says_lane (const ViewLane *lane, const char *folded, const char *language)
{
  const ExplainCatalogue *catalogue = explain_catalogue_get (language, NULL);
  if (catalogue == NULL)
    return FALSE;
  g_autofree char *title = view_text (catalogue, &lane->title);
  g_autofree char *said = g_utf8_casefold (title, -1);
  return strcmp (said, folded) == 0;
}

/* A lane by its owner in the world, or by what stands above it. */
static gboolean
take_who (ViewFilter *filter, const char *value, const ViewLadder *ladder, ViewText *problem)
{
  g_autoptr (GPtrArray) lanes = view_ladder_get_lanes (ladder);
  g_autofree char *folded = g_utf8_casefold (value, -1);
  for (guint i = 0; i < lanes->len; i++)
    {
      const ViewLane *lane = g_ptr_array_index (lanes, i);
      g_autofree char *owner = g_utf8_casefold (lane->owner, -1);
      if (strcmp (owner, folded) != 0 && !says_lane (lane, folded, "en")
          && !says_lane (lane, folded, "zh_CN"))
        continue;
      g_ptr_array_add (filter->who, g_strdup (lane->owner));
      return TRUE;
    }
  g_autoptr (GString) names = g_string_new (NULL);
  for (guint i = 0; i < lanes->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ((const ViewLane *) g_ptr_array_index (lanes, i))->owner);
  problem->key = "scene.filter-who";
  problem->args = explain_args_new ();
  explain_args_add_text (problem->args, "value", value);
  explain_args_add_text (problem->args, "names", names->str);
  return FALSE;
}

static gboolean
take_cell (ViewFilter *filter, const char *value, const ViewLadder *ladder, guint32 event,
           ViewText *problem)
{
  ViewCell *cell = view_cell_new (ladder->trace, value, event, NULL);
  if (cell != NULL)
    {
      g_ptr_array_add (filter->cells, cell);
      return TRUE;
    }
  problem->key = "scene.filter-cell";
  problem->args = explain_args_new ();
  explain_args_add_text (problem->args, "value", value);
  return FALSE;
}

static gboolean
take (ViewFilter *filter, Kind kind, const char *value, const ViewLadder *ladder, guint32 event,
      ViewText *problem)
{
  if (*value == '\0')
    return TRUE;
  switch (kind)
    {
    case KIND_WHO:
      return take_who (filter, value, ladder, problem);
    case KIND_COMMAND:
      g_ptr_array_add (filter->commands, g_strdup (value));
      return TRUE;
    case KIND_CODE:
      g_ptr_array_add (filter->codes, g_strdup (value));
      return TRUE;
    case KIND_CELL:
      return take_cell (filter, value, ladder, event, problem);
    case KIND_WORD:
      g_ptr_array_add (filter->words, g_utf8_casefold (value, -1));
      return TRUE;
    }
  g_assert_not_reached ();
}

ViewFilter *
view_filter_parse (const char *text, const ViewLadder *ladder, guint32 event, ViewText *problem)
{
  g_autoptr (ViewFilter) filter = view_filter_new ();
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char *at = valid;
  *problem = (ViewText){ NULL, NULL };
  for (;;)
    {
      gboolean quoted;
      Kind kind = KIND_WORD;
      g_autofree char *part = take_part (&at, &quoted);
      if (part == NULL)
        return g_steal_pointer (&filter);
      const char *value = quoted ? part : split_kind (part, &kind);
      if (!take (filter, kind, value, ladder, event, problem))
        return NULL;
    }
}

char *
view_filter_quote (const char *kind, const char *value)
{
  gboolean blank = strpbrk (value, " \t") != NULL;
  return g_strdup_printf (blank ? "%s:\"%s\"" : "%s:%s", kind, value);
}

/* --- commands --- */

/* "UID FETCH" of the line that is event @command. */
static char *
dup_command (const ViewLadder *ladder, guint32 command)
{
  const TraceEvent *event = trace_get (ladder->trace, command);
  gsize len;
  g_autoptr (GBytes)
      bytes = trace_read (ladder->trace, event->connection, (TraceDirection) event->direction,
                          event->start, MIN (event->len, 128u));
  const char *data = g_bytes_get_data (bytes, &len);
  g_autofree char *line = g_strndup (data, view_wire_first_line (data, len, NULL));
  g_auto (GStrv) words = g_strsplit (line, " ", 4);
  guint n = g_strv_length (words);
  guint at = explain_is_pop3 (event->context) ? 0 : 1;
  if (at >= n)
    return g_strdup ("");
  gboolean uid = at == 1 && n > 2 && g_ascii_strcasecmp (words[1], "UID") == 0;
  g_autofree char *name = uid ? g_strconcat (words[1], " ", words[2], NULL) : g_strdup (words[at]);
  return g_ascii_strup (name, -1);
}

static gboolean
is_command (const char *name, const char *wanted)
{
  const char *blank = strchr (name, ' ');
  return g_ascii_strcasecmp (name, wanted) == 0
         || (blank != NULL && g_ascii_strcasecmp (blank + 1, wanted) == 0);
}

static gboolean
is_name (const char *name)
{
  for (; *name != '\0'; name++)
    if (!g_ascii_isalpha (*name) && *name != ' ')
      return FALSE;
  return TRUE;
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char **
view_filter_list_commands (const ViewLadder *ladder, guint most)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (guint i = 0; i < MIN (ladder->exchanges->len, 4096u) && names->len < most; i++)
    {
      char *name = dup_command (ladder,
                                g_array_index (ladder->exchanges, LadderExchange, i).command);
      if (*name == '\0' || !is_name (name) || g_hash_table_contains (seen, name))
        {
          g_free (name);
          continue;
        }
      g_hash_table_add (seen, name);
      g_ptr_array_add (names, name);
    }
  g_ptr_array_sort (names, compare_strings);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/* --- answers --- */

static gboolean
is_word (const char *data, gsize len, const char *wanted)
{
  return strlen (wanted) == len && g_ascii_strncasecmp (data, wanted, len) == 0;
}

/* "a1 NO [INUSE] …", "* BYE …", "+OK …", "-ERR [IN-USE] …": the word, and the one in brackets. */
static gboolean
has_code (const char *data, gsize len, gboolean pop3, const char *wanted)
{
  gsize at = 0;
  if (!pop3)
    {
      while (at < len && data[at] != ' ')
        at++;
      at++;
    }
  gsize end = at;
  while (end < len && data[end] != ' ')
    end++;
  if (at >= len)
    return FALSE;
  if (is_word (data + at, end - at, wanted)
      || (pop3 && end > at && is_word (data + at + 1, end - at - 1, wanted)))
    return TRUE;
  if (end + 1 >= len || data[end + 1] != '[')
    return FALSE;
  gsize from = end + 2;
  gsize to = from;
  while (to < len && data[to] != ' ' && data[to] != ']')
    to++;
  return is_word (data + from, to - from, wanted);
}

/* --- one row --- */

static GBytes *
read_line (const ViewLadder *ladder, guint32 number, guint most)
{
  const TraceEvent *event = trace_get (ladder->trace, number);
  if (ladder->masked)
    return view_secret_mask_event (ladder->trace, number);
  return trace_read (ladder->trace, event->connection, (TraceDirection) event->direction,
                     event->start, MIN (event->len, most));
}

static gboolean
is_line (const TraceEvent *event)
{
  return event->kind == TRACE_SEND || event->kind == TRACE_ARRIVE;
}

static gboolean
matches_who (const ViewFilter *filter, const ViewLadder *ladder, const TraceEvent *event)
{
  const guint8 ends[] = { event->from, event->to };
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      guint lane = ladder->lane_of[ends[i]];
      if (lane == VIEW_NO_LANE)
        continue;
      const char *owner = g_array_index (ladder->lanes, LadderLane, lane).owner;
      if (g_ptr_array_find_with_equal_func (filter->who, owner, g_str_equal, NULL))
        return TRUE;
    }
  return FALSE;
}

static gboolean
matches_command (const ViewFilter *filter, const ViewLadder *ladder, const TraceEvent *event)
{
  if (!is_line (event) || event->command == 0)
    return FALSE;
  g_autofree char *name = dup_command (ladder, event->command);
  for (guint i = 0; i < filter->commands->len; i++)
    if (is_command (name, g_ptr_array_index (filter->commands, i)))
      return TRUE;
  return FALSE;
}

static gboolean
matches_code (const ViewFilter *filter, const ViewLadder *ladder, guint32 number,
              const TraceEvent *event)
{
  if (!is_line (event) || event->direction != TRACE_TO_CLIENT
      || explain_is_pop3_data (event->context))
    return FALSE;
  gsize len;
  g_autoptr (GBytes) bytes = read_line (ladder, number, 256);
  const char *data = g_bytes_get_data (bytes, &len);
  len = view_wire_first_line (data, len, NULL);
  for (guint i = 0; i < filter->codes->len; i++)
    if (has_code (data, len, explain_is_pop3 (event->context),
                  g_ptr_array_index (filter->codes, i)))
      return TRUE;
  return FALSE;
}

static gboolean
matches_cell (const ViewFilter *filter, const ViewLadder *ladder, guint index)
{
  guint32 first = ladder_first (ladder, index);
  guint32 last = ladder_last (ladder, index);
  for (guint i = 0; i < filter->cells->len; i++)
    {
      ViewCell *cell = g_ptr_array_index (filter->cells, i);
      if (view_cell_changes (cell, first, first)
          || (last != 0 && view_cell_changes (cell, last, last)))
        return TRUE;
    }
  return FALSE;
}

static char *
dup_text (const ViewLadder *ladder, guint index, const TraceEvent *event,
          const ExplainCatalogue *catalogue)
{
  gsize len;
  g_autofree char *text = NULL;
  if (is_line (event))
    {
      g_autoptr (GBytes) bytes = read_line (ladder, ladder_first (ladder, index), MOST_READ);
      const char *data = g_bytes_get_data (bytes, &len);
      text = g_utf8_make_valid (data, (gssize) len);
    }
  else
    {
      g_autoptr (ViewRow) row = view_ladder_get_row (ladder, index);
      g_autofree char *label = view_text (catalogue, &row->label);
      g_autofree char *what = view_text (catalogue, &row->what);
      text = g_strconcat (label, "\n", what, NULL);
    }
  return g_utf8_casefold (text, -1);
}

static gboolean
matches_words (const ViewFilter *filter, const char *text)
{
  for (guint i = 0; i < filter->words->len; i++)
    if (strstr (text, g_ptr_array_index (filter->words, i)) == NULL)
      return FALSE;
  return TRUE;
}

gboolean
view_filter_matches (const ViewFilter *filter, const ViewLadder *ladder, guint index,
                     const ExplainCatalogue *catalogue)
{
  guint32 number = ladder_first (ladder, index);
  const TraceEvent *event = trace_get (ladder->trace, number);
  if (number < filter->first_event || (filter->last_event != 0 && number > filter->last_event))
    return FALSE;
  /* A heading is no answer to anything. */
  if (view_filter_has_query (filter) && event->kind == TRACE_CHECK && event->sub == 0)
    return FALSE;
  if ((filter->who->len > 0 && !matches_who (filter, ladder, event))
      || (filter->commands->len > 0 && !matches_command (filter, ladder, event))
      || (filter->codes->len > 0 && !matches_code (filter, ladder, number, event))
      || (filter->cells->len > 0 && !matches_cell (filter, ladder, index)))
    return FALSE;
  if (filter->words->len == 0)
    return TRUE;
  g_autofree char *text = dup_text (ladder, index, event, catalogue);
  return matches_words (filter, text);
}

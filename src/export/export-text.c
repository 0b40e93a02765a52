/* The annotated dialogue: who says what to whom, and below it what that means. */
#include "base-time.h"
#include "export.h"
#include "view-detail.h"
#include "view-ladder.h"
#include "view-wire.h"

#include <string.h>

#define MARGIN "            " /* under the time */
#define LINES_MAX 12          /* physical lines of one line that are shown */
#define COLUMNS_MAX 200       /* characters of each */
#define SPEAKERS 20           /* columns for who speaks to whom */

typedef struct
{
  const ViewLadder *ladder;
  const ExportOptions *options;
  const ExplainCatalogue *catalogue;
  GPtrArray *lanes; /* of ViewLane */
  GString *out;
  gboolean begun;
} Text;

static char *
lane_title (const Text *text, guint lane)
{
  if (lane >= text->lanes->len)
    return g_strdup ("?");
  return view_text (text->catalogue, &((const ViewLane *) text->lanes->pdata[lane])->title);
}

/* Hostile text came through view_wire_show() or is from our catalogue; arguments of sentences are
 * UTF-8, but may hold controls. */
static void
append_plain (GString *out, const char *plain)
{
  g_autofree char *shown = view_wire_show (plain, strlen (plain), 0, NULL);
  g_string_append (out, shown);
}

static void
append_margin (Text *text, const char *plain)
{
  g_string_append (text->out, MARGIN);
  append_plain (text->out, plain);
  g_string_append_c (text->out, '\n');
}

/* Columns a terminal takes for @text. */
static guint
count_columns (const char *text)
{
  guint columns = 0;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    columns += g_unichar_iswide (g_utf8_get_char (text)) ? 2 : 1;
  return columns;
}

static void
append_time (Text *text, gint64 time)
{
  g_autofree char *shown = base_time_format_short (time);
  g_string_append_printf (text->out, "%10s  ", shown);
}

static void
append_speakers (Text *text, const ViewRow *row)
{
  g_autofree char *from = lane_title (text, row->from);
  g_autofree char *to = lane_title (text, row->to);
  g_autofree char *both = g_strdup_printf ("%s → %s", from, to);
  g_string_append (text->out, both);
  for (guint i = count_columns (both); i < SPEAKERS; i++)
    g_string_append_c (text->out, ' ');
  g_string_append (text->out, "  ");
}

/* --- a line --- */

static void
append_octets (Text *text, GBytes *bytes)
{
  gsize len;
  gsize at = 0;
  const char *data = g_bytes_get_data (bytes, &len);
  for (guint n = 0; n < LINES_MAX && (at < len || n == 0); n++)
    {
      gsize next;
      gsize end = view_wire_first_line (data + at, len - at, &next);
      g_autofree char *shown = view_wire_show (data + at, end, COLUMNS_MAX, NULL);
      if (n > 0 && end > 0)
        g_string_append_printf (text->out, "%s%*s", MARGIN, SPEAKERS + 2, "");
      g_string_append_printf (text->out, "%s\n", shown);
      at += next;
    }
  if (at < len)
    {
      g_autofree char *more = view_text_more_octets (text->catalogue, len - at);
      g_string_append_printf (text->out, "%s%*s%s\n", MARGIN, SPEAKERS + 2, "", more);
    }
}

static char *
name_row (Text *text, const ViewRow *row)
{
  return row->wire != NULL ? g_strdup (row->wire) : view_text (text->catalogue, &row->label);
}

/* What another device did to bring this about. */
static void
append_reason (Text *text, const ViewRow *row)
{
  g_autoptr (ViewRow) cause = row->elsewhere ? view_ladder_get_row (text->ladder, row->cause_row)
                                             : NULL;
  if (cause == NULL)
    return;
  g_autofree char *name = name_row (text, cause);
  g_autofree char *reason = view_text_because (text->catalogue, name, cause->sent);
  append_margin (text, reason);
}

static void
append_line (Text *text, const ViewRow *row)
{
  g_autoptr (ViewDetail)
      detail = view_detail_new_line (view_ladder_get_trace (text->ladder), row->event);
  g_autoptr (GBytes) bytes = text->options->with_secrets
                                 ? g_bytes_ref (view_detail_get_bytes (detail))
                                 : view_detail_dup_masked (detail);
  g_autofree char *sentence = view_text (text->catalogue, &row->what);
  append_time (text, row->sent);
  append_speakers (text, row);
  append_octets (text, bytes);
  append_margin (text, sentence);
  append_reason (text, row);
}

/* --- other rows --- */

static const char *
find_heading (const Text *text, guint step)
{
  for (guint i = 0; text->options->headings != NULL && text->options->headings[i] != NULL; i++)
    if (i + 1 == step)
      return text->options->headings[i];
  return NULL;
}

static void
append_step (Text *text, const ViewRow *row)
{
  g_autofree char *label = view_text (text->catalogue, &row->label);
  const char *heading = find_heading (text, row->step);
  gsize start = text->out->len;
  g_string_append (text->out, label);
  if (heading != NULL)
    {
      g_string_append (text->out, ": ");
      append_plain (text->out, heading);
    }
  guint columns = count_columns (text->out->str + start);
  if (text->begun)
    g_string_insert_c (text->out, (gssize) start, '\n');
  g_string_append_c (text->out, '\n');
  for (guint i = 0; i < columns; i++)
    g_string_append_c (text->out, '-');
  g_string_append (text->out, "\n\n");
}

static void
append_other (Text *text, const ViewRow *row)
{
  g_autofree char *sentence = view_text (text->catalogue, &row->what);
  append_time (text, row->sent);
  g_string_append (text->out, "· ");
  append_plain (text->out, sentence);
  g_string_append_c (text->out, '\n');
}

static gboolean
write_row (Text *text, const ViewRow *row, ExportWriter writer, gpointer data, GError **error)
{
  g_string_truncate (text->out, 0);
  if (row->kind == VIEW_ROW_STEP)
    append_step (text, row);
  else if (row->kind == VIEW_ROW_LINE)
    append_line (text, row);
  else
    append_other (text, row);
  text->begun = TRUE;
  return writer (data, text->out->str, text->out->len, error);
}

static gboolean
write_text (const ViewLadder *ladder, const ExportOptions *options, ExportWriter writer,
            gpointer data, GError **error)
{
  g_autoptr (GPtrArray) lanes = view_ladder_get_lanes (ladder);
  g_autoptr (GString) out = g_string_new (NULL);
  Text text = { ladder, options, view_catalogue_get (options->language, error), lanes, out, FALSE };
  if (text.catalogue == NULL)
    return FALSE;
  for (guint i = 0; i < view_ladder_count (ladder); i++)
    {
      guint32 event = view_ladder_get_row_event (ladder, i);
      if (event < options->from || event > options->to)
        continue;
      g_autoptr (ViewRow) row = view_ladder_get_row (ladder, i);
      if (!write_row (&text, row, writer, data, error))
        return FALSE;
    }
  return TRUE;
}

const ExportFormat export_format_text = { "text", "txt", write_text };

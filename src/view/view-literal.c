#include "view-literal.h"

#include "explain-catalogue.h"
#include "explain-line.h"
#include "trace.h"
#include "view-literal-private.h"
#include "view-wire.h"

#include <string.h>

#define FOLD_LINES 8 /* shown of one that is folded */
#define FOLD_LEAST 3 /* not worth leaving out */
#define CUT 400      /* octets of one row */

/* One row of octets. */
typedef struct
{
  gsize start; /* in the line that carries them */
  guint32 len; /* with the line end */
  ViewEnding ending;
  gboolean stuffed;
} Cut;

/* A literal and its octets in rows. */
typedef struct
{
  ViewLiteralParts what;
  GBytes *bytes;   /* of the carrier, or NULL */
  GArray *cuts;    /* of Cut, those that are shown */
  guint first;     /* its first row */
  gint64 lines;    /* of all its octets; what begins and does not end counts */
  gint64 dots;     /* that were stuffed */
  gsize hidden;    /* octets in no row */
  guint n_hidden;  /* lines of them */
  gboolean closed; /* an answer of POP3 has its end */
} Part;

struct _ViewLiterals
{
  int refs;
  Trace *trace;
  gboolean is_pop3;
  GArray *parts; /* of Part */
  guint n;       /* rows */
};

/* --- octets as rows --- */

static gsize
measure_cut (const char *data, gsize len, ViewEnding *ending)
{
  const char *feed = memchr (data, '\n', MIN (len, CUT));
  gsize size = feed != NULL ? (gsize) (feed + 1 - data) : MIN (len, CUT);
  *ending = feed == NULL                          ? VIEW_ENDS_NOT
            : size >= 2 && data[size - 2] == '\r' ? VIEW_ENDS_CRLF
                                                  : VIEW_ENDS_LF;
  if (feed != NULL || size == len)
    return size;
  /* Neither a character nor CR and LF are parted. */
  gsize whole = size;
  while (whole > size - 4 && ((guint8) data[whole] & 0xc0) == 0x80)
    whole--;
  if (data[whole - 1] == '\r' && data[whole] == '\n')
    whole--;
  return whole;
}

static void
cut_octets (Part *part, gboolean is_pop3)
{
  const char *data = g_bytes_get_data (part->bytes, NULL);
  gsize end = part->what.start + part->what.size;
  gboolean begins = TRUE;
  for (gsize at = part->what.start; at < end;)
    {
      Cut cut = { .start = at };
      cut.len = (guint32) measure_cut (data + at, end - at, &cut.ending);
      gboolean dot = is_pop3 && begins && data[at] == '.';
      part->closed = dot && cut.len == 3 && cut.ending == VIEW_ENDS_CRLF;
      cut.stuffed = dot && !part->closed;
      part->dots += cut.stuffed;
      part->lines += begins;
      at += cut.len;
      begins = cut.ending != VIEW_ENDS_NOT;
      g_array_append_val (part->cuts, cut);
    }
}

static void
fold (Part *part)
{
  gsize end = part->what.start + part->what.size;
  guint lines = 0;
  if (part->cuts->len < FOLD_LINES + FOLD_LEAST)
    return;
  const Cut *first = &g_array_index (part->cuts, Cut, FOLD_LINES);
  for (guint i = 0; i < FOLD_LINES; i++)
    lines += g_array_index (part->cuts, Cut, i).ending != VIEW_ENDS_NOT;
  part->hidden = end - first->start;
  part->n_hidden = (guint) MAX (part->lines - lines, 1);
  g_array_set_size (part->cuts, FOLD_LINES);
}

static void
clear_part (gpointer data)
{
  Part *part = data;
  g_clear_pointer (&part->bytes, g_bytes_unref);
  g_array_unref (part->cuts);
}

ViewLiterals *
view_literals_new (Trace *trace, guint32 event, guint32 until, gboolean folded)
{
  g_autoptr (GArray) found = view_literal_find (trace, event, until);
  if (found->len == 0)
    return NULL;
  ViewLiterals *literals = g_new0 (ViewLiterals, 1);
  literals->refs = 1;
  literals->trace = trace_ref (trace);
  literals->is_pop3 = explain_is_pop3 (trace_get (trace, event)->context);
  literals->parts = g_array_new (FALSE, TRUE, sizeof (Part));
  g_array_set_clear_func (literals->parts, clear_part);
  for (guint i = 0; i < found->len; i++)
    {
      Part part = { .what = g_array_index (found, ViewLiteralParts, i), .first = literals->n };
      part.cuts = g_array_new (FALSE, FALSE, sizeof (Cut));
      if (part.what.carrier != 0)
        {
          part.bytes = trace_line (trace, part.what.carrier);
          cut_octets (&part, literals->is_pop3);
        }
      if (folded)
        fold (&part);
      literals->n += VIEW_LITERAL_LINE + part.cuts->len + (part.hidden > 0 ? 1 : 0);
      g_array_append_val (literals->parts, part);
    }
  return literals;
}

ViewLiterals *
view_literals_ref (ViewLiterals *literals)
{
  g_atomic_int_inc (&literals->refs);
  return literals;
}

void
view_literals_unref (ViewLiterals *literals)
{
  if (!g_atomic_int_dec_and_test (&literals->refs))
    return;
  trace_unref (literals->trace);
  g_array_unref (literals->parts);
  g_free (literals);
}

gboolean
view_literals_is_pop3 (const ViewLiterals *literals)
{
  return literals->is_pop3;
}

/* --- what is said --- */

static const char *
announcement_key (const ViewLiterals *literals, const ViewLiteralParts *what)
{
  if (literals->is_pop3)
    return "scene.literal-pop3";
  if (what->announced == 0)
    return "scene.literal-unknown";
  if (what->from_server)
    return "scene.literal-from-server";
  return what->waits ? "scene.literal-waits" : "scene.literal-plus";
}

static const char *
go_ahead_key (const ViewLiterals *literals, const ViewLiteralParts *what)
{
  if (literals->is_pop3)
    return "scene.literal-answer-sent";
  if (what->from_server)
    return "scene.literal-server-sends";
  if (!what->waits && !what->refused)
    return "scene.literal-no-wait";
  if (what->answer == 0)
    return what->carrier != 0 ? "scene.literal-not-seen" : "scene.literal-not-yet";
  return what->refused ? "scene.literal-refused" : "scene.literal-go";
}

static const char *
octets_key (const ViewLiterals *literals, const Part *part)
{
  const ViewLiteralParts *what = &part->what;
  if (literals->is_pop3)
    return part->closed ? "scene.literal-answer" : "scene.literal-answer-cut";
  if (what->octets == 0)
    return "scene.literal-empty";
  if (what->carrier == 0)
    return what->refused  ? "scene.literal-never"
           : what->missed ? "scene.literal-missed"
                          : "scene.literal-to-come";
  return what->octets < 0 || what->size == (gsize) what->octets ? "scene.literal-octets"
                                                                : "scene.literal-cut";
}

static ExplainArgs *
part_args (const Part *part)
{
  ExplainArgs *args = explain_args_new ();
  gint64 there = (gint64) part->what.size;
  explain_args_add_number (args, "announced", MAX (part->what.octets, 0));
  explain_args_add_number (args, "octets", there);
  explain_args_add_number (args, "lines", part->lines);
  explain_args_add_number (args, "dots", part->dots);
  /* What is left when the stuffed dots and the last line are taken away. */
  explain_args_add_number (args, "message", MAX (there - part->dots - (part->closed ? 3 : 0), 0));
  return args;
}

static void
say (ViewLiteralRow *row, const Part *part, const char *key)
{
  const ExplainCatalogue *catalogue = explain_catalogue_get ("en", NULL);
  row->says = (ViewText){ key, part_args (part) };
  if (catalogue != NULL)
    row->rfc = g_strdup (explain_catalogue_get_source (catalogue, key));
  ExplainArgs *args = part_args (part);
  explain_args_add_name (args, "stage", key);
  explain_args_add_key (args, "meaning", key);
  if (row->text[0] != '\0')
    explain_args_add_text (args, "octets-shown", row->text);
  row->node.sentence = (ViewText){ row->text[0] != '\0' ? "scene.literal-stage-shown"
                                                        : "scene.literal-stage",
                                   args };
}

/* --- rows --- */

static char *
show_line (const ViewLiterals *literals, guint32 event, gsize at, gsize len)
{
  if (event == 0)
    return g_strdup ("");
  g_autoptr (GBytes) line = trace_line (literals->trace, event);
  return view_wire_show ((const char *) g_bytes_get_data (line, NULL) + at, len, CUT, NULL);
}

static void
fill_announcement (const ViewLiterals *literals, const Part *part, ViewLiteralRow *row)
{
  row->event = part->what.announced;
  row->start = part->what.at;
  row->len = part->what.len;
  row->text = show_line (literals, row->event, part->what.at, part->what.len);
  say (row, part, announcement_key (literals, &part->what));
}

static void
fill_go_ahead (const ViewLiterals *literals, const Part *part, ViewLiteralRow *row)
{
  row->event = part->what.answer;
  row->len = row->event != 0 ? trace_get (literals->trace, row->event)->len : 0;
  row->text = show_line (literals, row->event, 0, row->len >= 2 ? row->len - 2 : row->len);
  say (row, part, go_ahead_key (literals, &part->what));
}

static void
fill_octets (const ViewLiterals *literals, const Part *part, ViewLiteralRow *row)
{
  row->event = part->what.carrier;
  row->start = part->what.start;
  row->len = part->what.size;
  row->text = g_strdup ("");
  say (row, part, octets_key (literals, part));
}

static void
fill_line (const Part *part, guint i, ViewLiteralRow *row)
{
  static const char *const endings[] = { "phrase.ends-not", "phrase.ends-crlf", "phrase.ends-lf" };
  static const guint8 ends[] = { 0, 2, 1 };
  const Cut *cut = &g_array_index (part->cuts, Cut, i);
  const char *data = g_bytes_get_data (part->bytes, NULL);
  ExplainArgs *args = explain_args_new ();
  row->event = part->what.carrier;
  row->start = cut->start;
  row->len = cut->len;
  row->ending = cut->ending;
  row->stuffed = cut->stuffed;
  row->secret = part->what.secret;
  row->text = view_wire_show (data + cut->start, cut->len - ends[cut->ending], 0, NULL);
  explain_args_add_text (args, "octets-shown", row->text);
  explain_args_add_number (args, "number", i + 1);
  explain_args_add_key (args, "ending", endings[cut->ending]);
  row->node.sentence = (ViewText){ cut->stuffed ? "scene.literal-line-stuffed"
                                                : "scene.literal-line",
                                   args };
}

static void
fill_fold (const Part *part, ViewLiteralRow *row)
{
  ExplainArgs *args = explain_args_new ();
  explain_args_add_number (args, "lines", part->n_hidden);
  explain_args_add_number (args, "octets", (gint64) part->hidden);
  row->event = part->what.carrier;
  row->len = part->hidden;
  row->text = g_strdup ("");
  row->says = (ViewText){ "scene.literal-fold", args };
  row->node.sentence = (ViewText){ "scene.literal-fold", explain_args_ref (args) };
}

static ViewLiteralRow *
make_row (const ViewLiterals *literals, guint which, guint i)
{
  static const char *const names[] = { "announcement", "go-ahead", "octets" };
  const Part *part = &g_array_index (literals->parts, Part, which);
  ViewLiteralRow *row = g_new0 (ViewLiteralRow, 1);
  guint line = i >= VIEW_LITERAL_LINE ? i - VIEW_LITERAL_LINE : 0;
  row->kind = MIN (i, VIEW_LITERAL_LINE);
  if (i >= VIEW_LITERAL_LINE && line == part->cuts->len)
    row->kind = VIEW_LITERAL_FOLD;
  switch (row->kind)
    {
    case VIEW_LITERAL_ANNOUNCEMENT:
      fill_announcement (literals, part, row);
      break;
    case VIEW_LITERAL_GO_AHEAD:
      fill_go_ahead (literals, part, row);
      break;
    case VIEW_LITERAL_OCTETS:
      fill_octets (literals, part, row);
      break;
    case VIEW_LITERAL_LINE:
      fill_line (part, line, row);
      break;
    case VIEW_LITERAL_FOLD:
      fill_fold (part, row);
      break;
    }
  row->node.id = row->kind == VIEW_LITERAL_LINE   ? g_strdup_printf ("l%u.%u", which, line + 1)
                 : row->kind == VIEW_LITERAL_FOLD ? g_strdup_printf ("l%u.fold", which)
                                                  : g_strdup_printf ("l%u.%s", which, names[i]);
  return row;
}

void
view_literal_row_free (ViewLiteralRow *row)
{
  g_free (row->node.id);
  view_text_clear (&row->node.sentence);
  view_text_clear (&row->says);
  g_free (row->text);
  g_free (row->rfc);
  g_free (row);
}

guint
view_literals_count (const ViewLiterals *literals)
{
  return literals->n;
}

GPtrArray *
view_literals_get_rows (const ViewLiterals *literals, guint first, guint n)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) view_literal_row_free);
  guint which = 0;
  for (guint i = first; i < literals->n && n > 0; i++, n--)
    {
      while (which + 1 < literals->parts->len
             && g_array_index (literals->parts, Part, which + 1).first <= i)
        which++;
      g_ptr_array_add (
          rows, make_row (literals, which, i - g_array_index (literals->parts, Part, which).first));
    }
  return rows;
}

/* --- as a scene --- */

static gboolean
row_equal (gconstpointer a, gconstpointer b)
{
  const ViewLiteralRow *one = a;
  const ViewLiteralRow *other = b;
  return one->kind == other->kind && strcmp (one->text, other->text) == 0
         && view_text_equal (&one->says, &other->says) && g_strcmp0 (one->rfc, other->rfc) == 0
         && one->event == other->event && one->start == other->start && one->len == other->len
         && one->ending == other->ending && one->stuffed == other->stuffed
         && one->secret == other->secret;
}

static void
row_dump (gconstpointer node, GString *out)
{
  static const char *const endings[] = { "", " CRLF", " LF" };
  const ViewLiteralRow *row = node;
  g_autofree char *says = view_text_dump (&row->says);
  g_string_append_printf (out, "|%s|%s e%u %" G_GSIZE_FORMAT "+%" G_GSIZE_FORMAT, row->text,
                          endings[row->ending], row->event, row->start, row->len);
  g_string_append_printf (out, "%s%s [%s] %s", row->stuffed ? " stuffed" : "",
                          row->secret ? " secret" : "", says, row->rfc != NULL ? row->rfc : "-");
}

static guint
scene_get_n_parts (gconstpointer scene)
{
  return 1;
}

static const char *
scene_get_part_name (gconstpointer scene, guint part)
{
  return "rows";
}

static const ViewNodeClass *
scene_get_node_class (gconstpointer scene, guint part)
{
  static const ViewNodeClass class = { "rows", row_equal, row_dump };
  return &class;
}

static guint
scene_count (gconstpointer scene, guint part)
{
  return view_literals_count (scene);
}

static GPtrArray *
scene_rows (gconstpointer scene, guint part, guint first, guint n)
{
  return view_literals_get_rows (scene, first, n);
}

ViewScene
view_literals_get_scene (const ViewLiterals *literals)
{
  static const ViewSceneClass class = { "literals",          scene_get_n_parts,
                                        scene_get_part_name, scene_get_node_class,
                                        scene_count,         scene_rows };
  return (ViewScene){ &class, literals };
}

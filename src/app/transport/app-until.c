#include "app-until.h"

#include <glib/gi18n-lib.h>

#include "app-bookmarks.h"
#include "app-document-cell.h"
#include "app-document-marks.h"
#include "app-document-play.h"
#include "app-mark-legend.h"
#include "base-time.h"

struct _AppUntil
{
  GtkPopover parent_instance;
  AppDocument *document;
  GtkDropDown *kind;
  GtkEntry *word;
  GtkLabel *answer;
  GtkEntry *name;
  GtkButton *mark;
  AppBookmarks *bookmarks;
  AppMarkLegend *legend;
};

G_DEFINE_FINAL_TYPE (AppUntil, app_until, GTK_TYPE_POPOVER)

/* --- run until --- */

/* "42.1" is seconds, "29m" as in acts. */
static gint64
parse_time (const char *text)
{
  char *end;
  gint64 time;
  if (base_time_parse (text, &time))
    return time;
  double seconds = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && seconds >= 0 && seconds < 1e9
             ? (gint64) (seconds * (double) BASE_SECOND + 0.5)
             : -1;
}

gboolean
app_until_run (AppUntil *self, guint kind, const char *word, gboolean backwards)
{
  g_return_val_if_fail (kind <= VIEW_UNTIL_TIME, FALSE);
  gboolean found = FALSE;
  ViewUntil until = { .kind = (ViewUntilKind) kind, .word = word };
  if (!app_document_is_open (self->document))
    return FALSE;
  until.cell = app_document_get_cell (self->document);
  until.time = kind == VIEW_UNTIL_TIME ? parse_time (word) : 0;
  g_autofree char *answer = until.time < 0 ? g_strdup (
                                _ ("Write a time such as 42.1 (seconds) or 29m (minutes)."))
                                           : app_document_run_until (self->document, &until,
                                                                     backwards, &found);
  gtk_label_set_label (self->answer, answer);
  gtk_widget_set_visible (GTK_WIDGET (self->answer), TRUE);
  return found;
}

const char *
app_until_get_answer (AppUntil *self)
{
  return gtk_label_get_label (self->answer);
}

static void
on_kind (AppUntil *self)
{
  static const char *const hints[] = { "FETCH", "NO", "", "42.1" };
  guint kind = gtk_drop_down_get_selected (self->kind);
  gtk_widget_set_sensitive (GTK_WIDGET (self->word), kind != VIEW_UNTIL_CELL);
  if (kind < G_N_ELEMENTS (hints))
    gtk_entry_set_placeholder_text (self->word, hints[kind]);
}

static void
run (AppUntil *self, gboolean backwards)
{
  app_until_run (self, gtk_drop_down_get_selected (self->kind),
                 gtk_editable_get_text (GTK_EDITABLE (self->word)), backwards);
}

static void
on_forward (AppUntil *self)
{
  run (self, FALSE);
}

static void
on_back (AppUntil *self)
{
  run (self, TRUE);
}

/* --- bookmarks --- */

static void
on_moved (AppUntil *self)
{
  gboolean marked = app_document_is_open (self->document)
                    && app_document_has_bookmark (self->document);
  gtk_button_set_label (self->mark, marked ? _ ("Remove the bookmark") : _ ("Mark this moment"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->name), !marked);
}

static void
on_mark (AppUntil *self)
{
  if (!app_document_is_open (self->document))
    return;
  app_document_toggle_bookmark (self->document, gtk_editable_get_text (GTK_EDITABLE (self->name)));
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  on_moved (self);
}

/* --- the popover --- */

static void
app_until_dispose (GObject *object)
{
  g_clear_object (&APP_UNTIL (object)->document);
  G_OBJECT_CLASS (app_until_parent_class)->dispose (object);
}

static void
app_until_class_init (AppUntilClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_until_dispose;
  g_type_ensure (APP_TYPE_BOOKMARKS);
  g_type_ensure (APP_TYPE_MARK_LEGEND);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-until.ui");
  gtk_widget_class_bind_template_child (widget_class, AppUntil, kind);
  gtk_widget_class_bind_template_child (widget_class, AppUntil, word);
  gtk_widget_class_bind_template_child (widget_class, AppUntil, answer);
  gtk_widget_class_bind_template_child (widget_class, AppUntil, name);
  gtk_widget_class_bind_template_child (widget_class, AppUntil, mark);
  gtk_widget_class_bind_template_child (widget_class, AppUntil, bookmarks);
  gtk_widget_class_bind_template_child (widget_class, AppUntil, legend);
  gtk_widget_class_bind_template_callback (widget_class, on_kind);
  gtk_widget_class_bind_template_callback (widget_class, on_forward);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_mark);
}

static void
app_until_init (AppUntil *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  on_kind (self);
}

void
app_until_set_document (AppUntil *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  app_bookmarks_set_document (self->bookmarks, document);
  app_mark_legend_set_document (self->legend, document);
  g_signal_connect_object (document, "marks", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  on_moved (self);
}

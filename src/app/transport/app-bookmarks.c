#include "app-bookmarks.h"

#include <glib/gi18n-lib.h>

#include "app-document-marks.h"
#include "base-time.h"
#include "trace.h"
#include "app-widget.h"

#define MOST_HIGH 240 /* pixels, before it scrolls */
#define MOST_NAME 60  /* characters */

struct _AppBookmarks
{
  GtkWidget parent_instance;
  AppDocument *document;
  GtkWidget *scrolled;
  GtkListBox *list;
  GtkEntry *entry; /* in the row that is being renamed */
  guint32 renamed; /* its event */
};

G_DEFINE_FINAL_TYPE (AppBookmarks, app_bookmarks, GTK_TYPE_WIDGET)

/* --- rows --- */

static char *
dup_words (AppBookmarks *self, const ViewPlace *place)
{
  Trace *trace = app_document_get_trace (self->document);
  g_autofree char *time = base_time_format_short (
      place->event > 0 ? trace_get (trace, place->event)->time : 0);
  /* Translators: name of a bookmark, and its time in seconds */
  return *place->name != '\0' ? g_strdup_printf (_ ("%s: %s s"), place->name, time)
                              : g_strdup_printf (_ ("At %s s"), time);
}

static void
add_button (GtkWidget *box, guint32 event, const char *icon, const char *words, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", event);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (box), button);
}

static void
end_renaming (AppBookmarks *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "bookmarks.named", NULL);
}

static GtkWidget *
make_row (AppBookmarks *self, const ViewPlace *place)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  g_autofree char *words = dup_words (self, place);
  if (self->entry != NULL && self->renamed == place->event)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), place->name);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
      return box;
    }
  g_autofree char *rename = g_strdup_printf (_ ("Rename “%s”"), words);
  g_autofree char *delete = g_strdup_printf (_ ("Remove “%s”"), words);
  GtkWidget *label = gtk_label_new (words);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  app_widget_tell_cut (label);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, words);
  gtk_box_append (GTK_BOX (box), label);
  add_button (box, place->event, "postglass-rename-symbolic", rename, "bookmarks.rename");
  add_button (box, place->event, "postglass-remove-symbolic", delete, "bookmarks.remove");
  return box;
}

static void
fill (AppBookmarks *self)
{
  GtkListBoxRow *row;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gboolean open = app_document_is_open (self->document);
  const GArray *places = app_document_get_bookmarks (self->document);
  for (guint i = 0; open && i < places->len; i++)
    {
      const ViewPlace *place = &g_array_index (places, ViewPlace, i);
      g_autofree char *words = dup_words (self, place);
      GtkWidget *child = make_row (self, place);
      gtk_list_box_append (self->list, child);
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (child)),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
    }
  gtk_widget_set_visible (self->scrolled, open && places->len > 0);
}

/* --- the focus, which goes when its row does --- */

static int
find_focus (AppBookmarks *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;
  if (row == NULL || !gtk_widget_is_ancestor (row, GTK_WIDGET (self->list)))
    return -1;
  return gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
}

static void
focus_row (AppBookmarks *self, int index)
{
  int n = (int) app_document_get_bookmarks (self->document)->len;
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, MIN (index, n - 1));
  if (index >= 0 && row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
on_marks (AppBookmarks *self)
{
  int focused = find_focus (self);
  g_clear_object (&self->entry);
  fill (self);
  focus_row (self, focused);
}

/* --- actions --- */

static void
on_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppBookmarks *self = APP_BOOKMARKS (widget);
  guint32 event = g_variant_get_uint32 (parameter);
  if (!app_document_is_open (self->document))
    return;
  if (g_str_equal (name, "bookmarks.go"))
    app_document_go (self->document, event);
  else if (g_str_equal (name, "bookmarks.remove"))
    app_document_remove_bookmark (self->document, event);
  else
    {
      g_clear_object (&self->entry);
      self->entry = GTK_ENTRY (g_object_ref_sink (gtk_entry_new ()));
      self->renamed = event;
      gtk_entry_set_max_length (self->entry, MOST_NAME);
      gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Name of the bookmark"), -1);
      g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (end_renaming), self);
      fill (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
    }
}

static void
on_named (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppBookmarks *self = APP_BOOKMARKS (widget);
  if (self->entry == NULL || !app_document_is_open (self->document))
    return;
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  app_document_rename_bookmark (self->document, self->renamed, g_strstrip (text));
}

static void
on_activated (AppBookmarks *self, GtkListBoxRow *row)
{
  const GArray *places = app_document_get_bookmarks (self->document);
  guint i = (guint) gtk_list_box_row_get_index (row);
  if (i < places->len)
    gtk_widget_activate_action (GTK_WIDGET (self), "bookmarks.go", "u",
                                g_array_index (places, ViewPlace, i).event);
}

/* Escape gives a new name up, and not the whole popover. */
static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        AppBookmarks *self)
{
  const GArray *places = app_document_get_bookmarks (self->document);
  int focused = find_focus (self);
  if (focused < 0 || (guint) focused >= places->len)
    return GDK_EVENT_PROPAGATE;
  guint32 event = g_array_index (places, ViewPlace, focused).event;
  if (self->entry != NULL && key == GDK_KEY_Escape)
    on_marks (self);
  else if (self->entry == NULL && key == GDK_KEY_F2)
    gtk_widget_activate_action (GTK_WIDGET (self), "bookmarks.rename", "u", event);
  else if (self->entry == NULL && (key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete))
    gtk_widget_activate_action (GTK_WIDGET (self), "bookmarks.remove", "u", event);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* --- the widget itself --- */

static void
app_bookmarks_dispose (GObject *object)
{
  AppBookmarks *self = APP_BOOKMARKS (object);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->entry);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_bookmarks_parent_class)->dispose (object);
}

static void
app_bookmarks_class_init (AppBookmarksClass *klass)
{
  static const char *const actions[] = { "bookmarks.go", "bookmarks.rename", "bookmarks.remove" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_bookmarks_dispose;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], "u", on_action);
  gtk_widget_class_install_action (widget_class, "bookmarks.named", NULL, on_named);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
app_bookmarks_init (AppBookmarks *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();
  self->scrolled = gtk_scrolled_window_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Bookmarks"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scrolled), MOST_HIGH);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_activated), self);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
app_bookmarks_set_document (AppBookmarks *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "marks", G_CALLBACK (on_marks), self, G_CONNECT_SWAPPED);
  on_marks (self);
}

GtkEditable *
app_bookmarks_get_entry (AppBookmarks *self)
{
  return self->entry != NULL ? GTK_EDITABLE (self->entry) : NULL;
}

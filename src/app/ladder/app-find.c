#include "app-find.h"

#include <glib/gi18n-lib.h>

#include "app-document-cell.h"
#include "app-document-lines.h"
#include "app-keys.h"
#include "app-widget.h"

#define MOST_COMMANDS 12
#define MOST_ACROSS 4 /* conditions to choose from in one row */

struct _AppFind
{
  GtkWidget parent_instance;
  AppDocument *document;
  GtkEditable *entry;
  GtkLabel *status;
  GtkCheckButton *only;
  GtkPopover *popover;
  GtkGrid *choices;
  GtkWidget *next;
  GtkWidget *previous;
  gboolean following; /* while the entry is set because the document searches */
};

G_DEFINE_FINAL_TYPE (AppFind, app_find, GTK_TYPE_WIDGET)

static char *
say_status (AppFind *self)
{
  guint at;
  guint n = app_document_count_found (self->document, &at);
  char *problem = app_document_dup_search_problem (self->document);
  if (problem != NULL)
    return problem;
  if (*app_document_get_search (self->document) == '\0')
    return g_strdup (_ ("Words, or who:, command:, code: or cell: with a value"));
  if (app_document_is_searching (self->document))
    return g_strdup_printf (_ ("Searching … %u so far"), n);
  if (n == 0)
    return g_strdup (_ ("No such line"));
  return at > 0 ? g_strdup_printf (_ ("%u of %u"), at, n)
                : g_strdup_printf (ngettext ("%u line", "%u lines", n), n);
}

static void
update (AppFind *self)
{
  g_autofree char *status = say_status (self);
  guint at;
  gboolean any = app_document_count_found (self->document, &at) > 0;
  gtk_label_set_label (self->status, status);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "find.next", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "find.previous", any);
}

/* What is looked for may be set elsewhere, and taken back by Escape. */
static void
on_lines (AppFind *self)
{
  const char *search = app_document_get_search (self->document);
  if (!g_str_equal (gtk_editable_get_text (self->entry), search))
    {
      self->following = TRUE;
      gtk_editable_set_text (self->entry, search);
      gtk_editable_set_position (self->entry, -1);
      self->following = FALSE;
      gtk_widget_set_visible (GTK_WIDGET (self), *search != '\0');
    }
  self->following = TRUE;
  gtk_check_button_set_active (self->only, app_document_get_only_found (self->document));
  self->following = FALSE;
  update (self);
}

static void
on_typed (AppFind *self)
{
  if (!self->following && app_document_is_open (self->document))
    app_document_search (self->document, gtk_editable_get_text (self->entry));
}

static void
on_only (AppFind *self)
{
  if (!self->following && app_document_is_open (self->document))
    app_document_set_only_found (self->document, gtk_check_button_get_active (self->only));
}

static void
go (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppFind *self = APP_FIND (widget);
  if (app_document_is_open (self->document))
    app_document_go_found (self->document, g_str_equal (name, "find.next"));
}

static void
on_activate (AppFind *self)
{
  go (GTK_WIDGET (self), "find.next", NULL);
}

static void
close_it (GtkWidget *widget, const char *name, GVariant *parameter)
{
  app_find_close (APP_FIND (widget));
}

/* --- conditions to choose from --- */

static void
add_condition (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppFind *self = APP_FIND (widget);
  const char *text = gtk_editable_get_text (self->entry);
  gboolean apart = *text == '\0' || g_str_has_suffix (text, " ");
  g_autofree char *new = g_strconcat (text, apart ? "" : " ",
                                      g_variant_get_string (parameter, NULL), " ", NULL);
  gtk_popover_popdown (self->popover);
  gtk_editable_set_text (self->entry, new);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (self->entry, -1);
}

static void
add_choice (AppFind *self, int row, guint place, const char *kind, const char *value,
            const char *words)
{
  g_autofree char *condition = view_filter_quote (kind, value);
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *button = gtk_button_new ();
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  app_widget_tell_cut (label);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_tooltip_text (button, condition);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", condition);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "find.add");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, condition,
                                  -1);
  gtk_grid_attach (self->choices, button, 1 + (int) (place % MOST_ACROSS),
                   row + (int) (place / MOST_ACROSS), 1, 1);
}

static void
add_heading (AppFind *self, int row, const char *words)
{
  GtkWidget *label = gtk_label_new (words);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_grid_attach (self->choices, label, 0, row, 1, 1);
}

static int
add_lanes (AppFind *self, int row)
{
  g_autoptr (GPtrArray) lanes = view_ladder_get_lanes (app_document_get_ladder (self->document));
  add_heading (self, row, _ ("Who"));
  for (guint i = 0; i < lanes->len; i++)
    {
      const ViewLane *lane = g_ptr_array_index (lanes, i);
      g_autofree char *title = app_document_say (self->document, &lane->title);
      add_choice (self, row, i, "who", lane->owner, title);
    }
  return row + (int) ((lanes->len + MOST_ACROSS - 1) / MOST_ACROSS);
}

static int
add_values (AppFind *self, int row, const char *heading, const char *kind,
            const char *const *values)
{
  guint n = 0;
  for (; values[n] != NULL; n++)
    add_choice (self, row, n, kind, values[n], values[n]);
  if (n > 0)
    add_heading (self, row, heading);
  return row + (int) ((n + MOST_ACROSS - 1) / MOST_ACROSS);
}

static void
fill_choices (AppFind *self)
{
  static const char *const codes[] = { "OK", "NO", "BAD", "ERR", NULL };
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->choices))) != NULL)
    gtk_grid_remove (self->choices, child);
  if (!app_document_is_open (self->document))
    return;
  g_auto (GStrv) commands = view_filter_list_commands (app_document_get_ladder (self->document),
                                                       MOST_COMMANDS);
  int row = add_lanes (self, 0);
  row = add_values (self, row, _ ("Command"), "command", (const char *const *) commands);
  row = add_values (self, row, _ ("Answer"), "code", codes);
  ViewCell *cell = app_document_get_cell (self->document);
  if (cell == NULL)
    return;
  g_auto (ViewText)
      name = view_cell_get_name (cell, app_document_get_position (self->document).event);
  g_autofree char *words = app_document_say (self->document, &name);
  add_heading (self, row, _ ("Changes"));
  add_choice (self, row, 0, "cell", view_cell_get_address (cell), words);
}

/* --- the widget --- */

static gboolean
on_escape (AppFind *self)
{
  gboolean open = gtk_widget_get_visible (GTK_WIDGET (self));
  if (open)
    app_find_close (self);
  return open;
}

static void
app_find_dispose (GObject *object)
{
  AppFind *self = APP_FIND (object);
  app_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_FIND);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_find_parent_class)->dispose (object);
}

static void
app_find_class_init (AppFindClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_find_dispose;
  gtk_widget_class_install_action (widget_class, "find.next", NULL, go);
  gtk_widget_class_install_action (widget_class, "find.previous", NULL, go);
  gtk_widget_class_install_action (widget_class, "find.close", NULL, close_it);
  gtk_widget_class_install_action (widget_class, "find.add", "s", add_condition);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-find.ui");
  gtk_widget_class_bind_template_child (widget_class, AppFind, entry);
  gtk_widget_class_bind_template_child (widget_class, AppFind, status);
  gtk_widget_class_bind_template_child (widget_class, AppFind, only);
  gtk_widget_class_bind_template_child (widget_class, AppFind, popover);
  gtk_widget_class_bind_template_child (widget_class, AppFind, choices);
  gtk_widget_class_bind_template_child (widget_class, AppFind, next);
  gtk_widget_class_bind_template_child (widget_class, AppFind, previous);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
app_find_init (AppFind *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_autofree char *next = app_keys_dup_hint (_ ("To the next line found"), "lines.find-next");
  g_autofree char *previous = app_keys_dup_hint (_ ("To the line found before"),
                                                 "lines.find-previous");
  gtk_widget_set_tooltip_text (self->next, next);
  gtk_widget_set_tooltip_text (self->previous, previous);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_typed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect_swapped (self->only, "toggled", G_CALLBACK (on_only), self);
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (fill_choices), self);
}

void
app_find_set_document (AppFind *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "lines", G_CALLBACK (on_lines), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "selected", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "language", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "escape", G_CALLBACK (on_escape), self, G_CONNECT_SWAPPED);
  update (self);
}

void
app_find_open (AppFind *self)
{
  g_return_if_fail (APP_IS_FIND (self));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
app_find_close (AppFind *self)
{
  g_return_if_fail (APP_IS_FIND (self));
  app_document_search (self->document, "");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkEditable *
app_find_get_entry (AppFind *self)
{
  g_return_val_if_fail (APP_IS_FIND (self), NULL);
  return self->entry;
}

const char *
app_find_get_status (AppFind *self)
{
  g_return_val_if_fail (APP_IS_FIND (self), "");
  return gtk_label_get_label (self->status);
}

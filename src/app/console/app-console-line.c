#include "app-console-line.h"
#include "app-widget.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _AppConsoleLine
{
  GtkWidget parent_instance;
  AppDocument *document; /* both NULL while one cannot act */
  ViewConsole *scene;
  GtkWidget *box;
  GtkEntry *entry;
  GtkWidget *scrolled;
  GtkListBox *list;      /* of what could stand next */
  GPtrArray *candidates; /* of ViewCandidate */
  GtkWidget *literal;
  GtkLabel *literal_what;
  GtkTextBuffer *literal_text; /* owned by its view */
  GtkLabel *literal_count;
  ViewLiteral waited;
  GPtrArray *history; /* of char *, oldest first */
  guint past;         /* which of them stands in the entry; its length: none */
  guint tags;         /* that were used up */
};

G_DEFINE_FINAL_TYPE (AppConsoleLine, app_console_line, GTK_TYPE_WIDGET)

/* Of what could stand next, without scrolling. */
#define ROWS_SHOWN 7

static guint act_signal;

static gboolean
do_act (AppConsoleLine *self, const char *act)
{
  gboolean done = FALSE;
  g_signal_emit (self, act_signal, 0, act, &done);
  return done;
}

/* --- what could stand next --- */

/* Its text, or its name where the text is about something that is not there yet. */
static char *
meaning_of (AppConsoleLine *self, const ViewText *meaning)
{
  g_autofree char *text = app_document_say (self->document, meaning);
  return strchr (text, '{') == NULL ? g_steal_pointer (&text)
                                    : g_strdup (app_document_name (self->document, meaning));
}

static GtkWidget *
make_row (AppConsoleLine *self, const ViewCandidate *candidate)
{
  g_autofree char *meaning = meaning_of (self, &candidate->meaning);
  g_autofree char *note = candidate->not_now
                              ? g_strdup_printf (_ ("%s; not in this state"), meaning)
                              : g_strdup (meaning);
  g_autofree char *sentence = g_strdup_printf ("%s: %s", candidate->text, note);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *text = gtk_label_new (candidate->text);
  GtkWidget *label = gtk_label_new (note);
  gtk_widget_add_css_class (text, "wire");
  gtk_widget_add_css_class (label, "quiet");
  gtk_widget_add_css_class (label, "small");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  app_widget_tell_cut (label);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_MIDDLE);
  app_widget_tell_cut (text);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  return row;
}

static void
forget_candidates (AppConsoleLine *self)
{
  GtkWidget *row;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
}

/* For some of the rows, whatever their letters are like. */
static void
make_room (AppConsoleLine *self)
{
  int row = 0;
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->list));
  if (first != NULL)
    gtk_widget_measure (first, GTK_ORIENTATION_VERTICAL, -1, &row, NULL, NULL, NULL);
  int n = (int) MIN (app_console_line_count (self), ROWS_SHOWN);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scrolled), -1);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scrolled), n * row);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scrolled), n * row);
}

static void
propose (AppConsoleLine *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  int position = gtk_editable_get_position (GTK_EDITABLE (self->entry));
  gsize cursor = (gsize) (g_utf8_offset_to_pointer (text, position) - text);
  forget_candidates (self);
  /* Nothing is proposed to someone who has not begun. */
  if (self->scene != NULL && *text != '\0')
    {
      g_autofree char *tag = g_strdup_printf ("x%u", self->tags + 1);
      self->candidates = view_console_complete (self->scene, text, cursor, tag);
      for (guint i = 0; i < self->candidates->len; i++)
        gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (self->candidates, i)));
      gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
    }
  gtk_widget_set_visible (self->scrolled, app_console_line_count (self) > 0);
  make_room (self);
}

static void
take (AppConsoleLine *self, guint i)
{
  const ViewCandidate *candidate = g_ptr_array_index (self->candidates, i);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  int position = gtk_editable_get_position (GTK_EDITABLE (self->entry));
  const char *rest = g_utf8_offset_to_pointer (text, position);
  gboolean opens = strcmp (candidate->text, "(") == 0;
  g_autofree char *head = g_strndup (text, candidate->start);
  g_autofree char *before = g_strconcat (head, candidate->text, opens || *rest == ' ' ? "" : " ",
                                         NULL);
  g_autofree char *whole = g_strconcat (before, rest, NULL);
  int end = (int) g_utf8_strlen (before, -1);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), whole);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), end);
  propose (self);
}

static void
on_row (GtkListBox *list, GtkListBoxRow *row, AppConsoleLine *self)
{
  take (self, (guint) gtk_list_box_row_get_index (row));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

/* --- sending --- */

void
app_console_line_send (AppConsoleLine *self)
{
  g_return_if_fail (APP_IS_CONSOLE_LINE (self));
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_strchug (text);
  if (*text == '\0' || self->scene == NULL)
    return;
  g_autofree char *act = view_console_make_act (self->scene, text);
  g_autofree char *tag = g_strdup_printf ("x%u ", self->tags + 1);
  if (strstr (act, tag) != NULL)
    self->tags++;
  if (self->history->len == 0
      || strcmp (g_ptr_array_index (self->history, self->history->len - 1), text) != 0)
    g_ptr_array_add (self->history, g_strdup (text));
  self->past = self->history->len;
  if (do_act (self, act))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
show_past (AppConsoleLine *self, guint past)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry),
                         past < self->history->len ? g_ptr_array_index (self->history, past) : "");
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->past = past;
}

static gboolean
choose (AppConsoleLine *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int i = row != NULL ? gtk_list_box_row_get_index (row) + by : 0;
  row = gtk_list_box_get_row_at_index (self->list, i);
  if (row == NULL)
    return GDK_EVENT_STOP;
  gtk_list_box_select_row (self->list, row);
  graphene_rect_t bounds;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (self->scrolled));
  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, (double) bounds.origin.y,
                               (double) (bounds.origin.y + bounds.size.height));
  return GDK_EVENT_STOP;
}

/* Tab completes a word that was begun and is not whole yet, or what was chosen from the list. Else it goes on to the
 * next place like everywhere: there is always something that could stand next, and nobody is to be held by it. */
static gboolean
completes (AppConsoleLine *self, guint i)
{
  const ViewCandidate *candidate = g_ptr_array_index (self->candidates, i);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  int position = gtk_editable_get_position (GTK_EDITABLE (self->entry));
  gsize cursor = (gsize) (g_utf8_offset_to_pointer (text, position) - text);
  g_autofree char *begun = g_strndup (text + candidate->start, cursor - candidate->start);
  return i > 0 || (*begun != '\0' && g_ascii_strcasecmp (begun, candidate->text) != 0);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        AppConsoleLine *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK))
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Up && self->past > 0)
    show_past (self, self->past - 1);
  else if (key == GDK_KEY_Down && self->past < self->history->len)
    show_past (self, self->past + 1);
  else if (key == GDK_KEY_Page_Down && row != NULL)
    return choose (self, 1);
  else if (key == GDK_KEY_Page_Up && row != NULL)
    return choose (self, -1);
  else if (key == GDK_KEY_Tab && row != NULL
           && completes (self, (guint) gtk_list_box_row_get_index (row)))
    take (self, (guint) gtk_list_box_row_get_index (row));
  else
    return key == GDK_KEY_Up || key == GDK_KEY_Down;
  return GDK_EVENT_STOP;
}

/* --- literals --- */

static char *
get_literal (AppConsoleLine *self)
{
  GtkTextIter start, end;
  gtk_text_buffer_get_bounds (self->literal_text, &start, &end);
  return gtk_text_buffer_get_text (self->literal_text, &start, &end, FALSE);
}

/* Each line end travels as CRLF. */
static void
count_literal (AppConsoleLine *self)
{
  g_autofree char *text = get_literal (self);
  guint64 octets = self->waited.sent;
  for (const char *at = text; *at != '\0'; at++)
    octets += *at == '\n' ? 2 : 1;
  /* Translators: octets of a literal: how many are written, and how many were announced */
  g_autofree char *count = g_strdup_printf (_ ("%u of %u octets"), (guint) octets,
                                            (guint) self->waited.octets);
  g_autofree char *more = g_strdup_printf (
      "%s. %s", count, _ ("What is too much is read as the rest of the command."));
  gtk_label_set_label (self->literal_count, octets > self->waited.octets ? more : count);
}

void
app_console_line_send_literal (AppConsoleLine *self)
{
  g_return_if_fail (APP_IS_CONSOLE_LINE (self));
  const ViewConsoleDevice *device = self->scene != NULL ? view_console_get_device (self->scene)
                                                        : NULL;
  if (device == NULL)
    return;
  g_autofree char *owner = g_strdup (device->owner);
  g_autofree char *text = get_literal (self);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; i == 0 || lines[i] != NULL; i++)
    {
      g_autofree char *act = g_strdup_printf ("%s> %s", owner, lines[0] != NULL ? lines[i] : "");
      if (!do_act (self, act) || lines[0] == NULL)
        break;
    }
  gtk_text_buffer_set_text (self->literal_text, "", 0);
}

static void
show_literal (AppConsoleLine *self, gboolean waits)
{
  gtk_widget_set_visible (self->literal, waits);
  if (!waits)
    return;
  g_autofree char *what = g_strdup_printf (
      _ ("The server waits for a literal of %u octets. A line end counts two: CR and LF. The last "
         "line end closes the command."),
      (guint) self->waited.octets);
  gtk_label_set_label (self->literal_what, what);
  count_literal (self);
}

/* --- the widget --- */

void
app_console_line_show (AppConsoleLine *self, AppDocument *document, ViewConsole *scene)
{
  g_return_if_fail (APP_IS_CONSOLE_LINE (self));
  g_set_object (&self->document, document);
  g_clear_pointer (&self->scene, view_console_unref);
  self->scene = scene != NULL ? view_console_ref (scene) : NULL;
  const ViewConsoleDevice *device = scene != NULL ? view_console_get_device (scene) : NULL;
  gtk_entry_set_placeholder_text (self->entry, device != NULL && device->pop3 ? "STAT" : "a1 NOOP");
  show_literal (self, device != NULL
                          && view_console_find_literal (app_document_get_trace (document),
                                                        app_document_get_position (document).event,
                                                        device->owner, &self->waited));
  propose (self);
}

GtkEditable *
app_console_line_get_entry (AppConsoleLine *self)
{
  return GTK_EDITABLE (self->entry);
}

GtkTextBuffer *
app_console_line_get_literal (AppConsoleLine *self)
{
  return gtk_widget_get_visible (self->literal) ? self->literal_text : NULL;
}

guint
app_console_line_count (AppConsoleLine *self)
{
  return self->candidates != NULL ? self->candidates->len : 0;
}

static gboolean
app_console_line_grab_focus (GtkWidget *widget)
{
  AppConsoleLine *self = APP_CONSOLE_LINE (widget);
  return gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
app_console_line_dispose (GObject *object)
{
  AppConsoleLine *self = APP_CONSOLE_LINE (object);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->scene, view_console_unref);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_console_line_parent_class)->dispose (object);
}

static void
app_console_line_finalize (GObject *object)
{
  g_ptr_array_unref (APP_CONSOLE_LINE (object)->history);
  G_OBJECT_CLASS (app_console_line_parent_class)->finalize (object);
}

static void
app_console_line_class_init (AppConsoleLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_console_line_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_console_line_finalize;
  widget_class->grab_focus = app_console_line_grab_focus;
  act_signal = g_signal_new ("act", APP_TYPE_CONSOLE_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                             G_TYPE_BOOLEAN, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_entry (AppConsoleLine *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *send = gtk_button_new_with_mnemonic (_ ("_Do"));
  GtkEventController *keys = gtk_event_controller_key_new ();
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 8);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "wire");
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (self->entry),
      _ ("A line the device sends as it stands, or an act such as: phone delete lunch"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("A line to send, or an act"), -1);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (app_console_line_send), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (propose), self);
  g_signal_connect_swapped (self->entry, "notify::cursor-position", G_CALLBACK (propose), self);
  g_signal_connect_swapped (send, "clicked", G_CALLBACK (app_console_line_send), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (row), send);
  gtk_box_append (GTK_BOX (self->box), row);
}

static void
add_list (AppConsoleLine *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->list));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "proposals");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What could stand next"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row), self);
  gtk_widget_set_visible (self->scrolled, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->scrolled);
}

static GtkLabel *
make_label (void)
{
  GtkWidget *label = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  return GTK_LABEL (label);
}

static void
add_literal (AppConsoleLine *self)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *send = gtk_button_new_with_mnemonic (_ ("Send the _Octets"));
  self->literal = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->literal_what = make_label ();
  self->literal_count = make_label ();
  self->literal_text = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The octets of the literal"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 80);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_widget_set_halign (send, GTK_ALIGN_START);
  g_signal_connect_swapped (self->literal_text, "changed", G_CALLBACK (count_literal), self);
  g_signal_connect_swapped (send, "clicked", G_CALLBACK (app_console_line_send_literal), self);
  gtk_box_append (GTK_BOX (self->literal), GTK_WIDGET (self->literal_what));
  gtk_box_append (GTK_BOX (self->literal), scrolled);
  gtk_box_append (GTK_BOX (self->literal), GTK_WIDGET (self->literal_count));
  gtk_box_append (GTK_BOX (self->literal), send);
  gtk_widget_set_visible (self->literal, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->literal);
}

static void
app_console_line_init (AppConsoleLine *self)
{
  self->history = g_ptr_array_new_with_free_func (g_free);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  add_entry (self);
  add_list (self);
  add_literal (self);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
app_console_line_new (void)
{
  return g_object_new (APP_TYPE_CONSOLE_LINE, NULL);
}

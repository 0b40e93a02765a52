#include "app-detail.h"

#include <glib/gi18n-lib.h>

#include "app-document-token.h"
#include "app-fault.h"
#include "app-line.h"
#include "app-list.h"
#include "app-literal.h"
#include "app-nodes.h"
#include "app-range.h"
#include "app-states.h"
#include "app-token-row.h"
#include "app-widget.h"
#include "app-words.h"
#include "base-time.h"

#define LOWEST 120 /* pixels it can do with */

struct _AppDetail
{
  GtkWidget parent_instance;
  AppDocument *document;
  AppNodes *nodes;
  GtkWidget *stack;
  GtkLabel *where;
  AppRange *range;
  AppLine *line;
  GtkLabel *summary;
  GtkLabel *advice;
  GtkWidget *advice_box;
  GtkStack *pages;
  GtkWidget *switcher; /* of the pages, where there is more than one thing to see */
  AppFault *fault;
  AppLiteral *literal;
  GtkStackPage *literal_page;
  AppStates *states;
  GtkWidget *reason;
  GtkLabel *reason_text;
  guint32 reason_row;
  GtkListView *list;
  GtkSingleSelection *selection; /* follows the document's token */
  GtkScrolledWindow *scrolled;
};

G_DEFINE_FINAL_TYPE (AppDetail, app_detail, GTK_TYPE_WIDGET)

static char *
lane_title (AppDetail *self, guint lane)
{
  g_autoptr (GPtrArray) lanes = view_ladder_get_lanes (app_document_get_ladder (self->document));
  if (lane >= lanes->len)
    return g_strdup ("");
  return app_document_say (self->document, &((ViewLane *) g_ptr_array_index (lanes, lane))->title);
}

/* "Laptop → Server · c2 · 0.120 s · 34 octets" */
static char *
describe_place (AppDetail *self, const ViewRow *row, GBytes *bytes)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *time = base_time_format_short (row->sent);
  if (row->from != VIEW_NO_LANE)
    {
      g_autofree char *from = lane_title (self, row->from);
      g_string_append (out, from);
      if (row->to != VIEW_NO_LANE && row->to != row->from)
        {
          g_autofree char *to = lane_title (self, row->to);
          g_string_append_printf (out, " → %s", to);
        }
      g_string_append (out, " · ");
    }
  if (row->connection > 0)
    g_string_append_printf (out, "c%u · ", row->connection);
  /* Translators: seconds of the lesson's own clock */
  g_string_append_printf (out, _ ("%s s"), time);
  if (bytes != NULL)
    {
      gulong n = (gulong) g_bytes_get_size (bytes);
      g_string_append (out, " · ");
      g_string_append_printf (out, g_dngettext (GETTEXT_PACKAGE, "%lu octet", "%lu octets", n), n);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Of the line that is explained. */
static const char *
protocol_of (AppDetail *self)
{
  return view_detail_is_pop3 (app_document_get_detail (self->document)) ? "pop3" : "imap";
}

static gboolean
on_link (GtkLabel *label, const char *uri)
{
  return app_words_follow (GTK_WIDGET (label), uri);
}

static void
show_advice (AppDetail *self, ViewDetail *detail)
{
  g_autoptr (GPtrArray) advice = view_detail_get_advice (detail);
  g_autoptr (GString) all = g_string_new (NULL);
  for (guint i = 0; i < advice->len; i++)
    {
      const ViewAdvice *one = g_ptr_array_index (advice, i);
      g_autofree char *words = app_document_say (self->document, &one->node.sentence);
      g_autofree char *markup = app_words_dup_passage (words, protocol_of (self));
      g_string_append_printf (all, "%s%s", i > 0 ? "\n" : "", markup);
    }
  gtk_label_set_markup (self->advice, all->str);
  gtk_widget_set_visible (self->advice_box, advice->len > 0);
}

/* What the program cannot do is told apart from what a learner could do better. */
static void
show_fault (AppDetail *self)
{
  g_autoptr (GError) error = NULL;
  const char *problem = app_document_get_problem (self->document);
  if (view_catalogue_get (app_document_get_language (self->document), &error) == NULL)
    problem = error->message;
  app_fault_show (self->fault, problem, app_document_get_title (self->document));
}

static void
show_reason (AppDetail *self, guint32 row)
{
  ViewReason reason;
  gboolean known = view_ladder_get_reason (app_document_get_ladder (self->document), row, &reason);
  if (known)
    {
      g_autofree char *words = app_document_say (self->document, &reason.text);
      gtk_label_set_label (self->reason_text, words);
      gtk_widget_set_tooltip_text (self->reason, words);
    }
  self->reason_row = reason.row;
  gtk_widget_set_visible (self->reason, known);
  view_text_clear (&reason.text);
}

static void
on_reason (AppDetail *self)
{
  app_document_select (self->document, self->reason_row);
}

/* The diagram is made when it is looked at: it has to go to another moment. */
static void
show_states (AppDetail *self)
{
  ViewDetail *detail = app_document_is_open (self->document)
                           ? app_document_get_detail (self->document)
                           : NULL;
  g_autoptr (ViewStates) states = NULL;
  if (detail == NULL)
    return;
  Trace *trace = app_document_get_trace (self->document);
  if (view_detail_get_connection (detail) != 0
      && g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "states") == 0)
    states = view_states_new (trace, view_detail_get_event (detail));
  app_states_show (self->states, self->document, states);
}

/* There is a page for it only where there is a literal. */
static void
show_literal (AppDetail *self)
{
  gboolean pop3 = FALSE;
  gboolean there = app_literal_refresh (self->literal, &pop3);
  gtk_stack_page_set_title (self->literal_page, pop3 ? _ ("Lines of the answer") : _ ("Literal"));
  gtk_stack_page_set_visible (self->literal_page, there);
}

static void
on_selected (AppDetail *self)
{
  ViewDetail *detail = app_document_is_open (self->document)
                           ? app_document_get_detail (self->document)
                           : NULL;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), detail != NULL ? "line" : "nothing");
  if (detail == NULL)
    {
      app_nodes_clear (self->nodes);
      return;
    }
  guint32 selected = app_document_get_selected (self->document);
  g_autoptr (ViewRow)
      row = view_ladder_get_row (app_document_get_ladder (self->document), selected);
  g_autofree char *where = describe_place (self, row, view_detail_get_bytes (detail));
  g_autofree char *summary = app_document_say (self->document, view_detail_get_summary (detail));
  ViewScene scene = view_detail_get_scene (detail);
  guint part = view_scene_find_part (scene, "tokens");
  gtk_widget_set_visible (self->switcher, view_scene_count (scene, part) > 0
                                              || view_detail_get_connection (detail) != 0);
  gtk_label_set_label (self->where, where);
  gtk_label_set_label (self->summary, summary);
  show_advice (self, detail);
  show_fault (self);
  show_reason (self, selected);
  show_literal (self);
  show_states (self);
  /* While the rows still have their heights: new ones cannot be scrolled to (GTK 4.8). */
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  /* Tokens of two lines are never the same thing. */
  app_nodes_clear (self->nodes);
  app_nodes_show (self->nodes, scene, part, view_scene_count (scene, part),
                  view_detail_ref (detail), (GDestroyNotify) view_detail_unref);
}

void
app_detail_show_states (AppDetail *self, gboolean states)
{
  gtk_stack_set_visible_child_name (self->pages, states ? "states" : "pieces");
}

gboolean
app_detail_show_literal (AppDetail *self)
{
  if (gtk_stack_page_get_visible (self->literal_page))
    gtk_stack_set_visible_child_name (self->pages, "literal");
  return gtk_stack_page_get_visible (self->literal_page);
}

AppLiteral *
app_detail_get_literal (AppDetail *self)
{
  return self->literal;
}

AppFault *
app_detail_get_fault (AppDetail *self)
{
  return self->fault;
}

AppStates *
app_detail_get_states (AppDetail *self)
{
  return self->states;
}

AppLine *
app_detail_get_line (AppDetail *self)
{
  return self->line;
}

GtkListView *
app_detail_get_list (AppDetail *self)
{
  return self->list;
}

static void
on_piece (AppDetail *self)
{
  app_document_choose_token (self->document, gtk_single_selection_get_selected (self->selection));
}

/* The list of pieces and the document have one current token. */
static void
on_token (AppDetail *self)
{
  guint token = app_document_get_token (self->document);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->nodes));
  token = token < n ? token : GTK_INVALID_LIST_POSITION;
  if (gtk_single_selection_get_selected (self->selection) == token)
    return;
  g_signal_handlers_block_by_func (self->selection, on_piece, self);
  gtk_single_selection_set_selected (self->selection, token);
  g_signal_handlers_unblock_by_func (self->selection, on_piece, self);
  if (token != GTK_INVALID_LIST_POSITION)
    app_list_scroll_to (self->list, token);
}

/* Where it is too low for its words, it scrolls as a whole, and nothing else is pushed aside for it. */
static void
app_detail_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, across ? -1 : for_size,
                      minimum, natural, NULL, NULL);
  if (!across)
    *minimum = MIN (*natural, LOWEST);
}

static void
app_detail_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int least;
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation){ 0, 0, width, MAX (height, least) }, -1);
}

static void
app_detail_dispose (GObject *object)
{
  AppDetail *self = APP_DETAIL (object);
  app_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_DETAIL);
  g_clear_object (&self->selection);
  g_clear_object (&self->nodes);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_detail_parent_class)->dispose (object);
}

static void
app_detail_class_init (AppDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_detail_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, AppDetail, stack);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, where);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, range);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, line);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, summary);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, advice);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, advice_box);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, pages);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, switcher);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, states);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, fault);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, literal);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, literal_page);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, reason);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, reason_text);
  gtk_widget_class_bind_template_callback (widget_class, on_reason);
  gtk_widget_class_bind_template_callback (widget_class, on_link);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, list);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, scrolled);
  widget_class->measure = app_detail_measure;
  widget_class->size_allocate = app_detail_size_allocate;
}

static void
app_detail_init (AppDetail *self)
{
  g_type_ensure (APP_TYPE_LINE);
  g_type_ensure (APP_TYPE_RANGE);
  g_type_ensure (APP_TYPE_FAULT);
  g_type_ensure (APP_TYPE_LITERAL);
  g_type_ensure (APP_TYPE_STATES);
  gtk_widget_init_template (GTK_WIDGET (self));
  app_widget_tell_cut (GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->nodes = app_nodes_new ();
}

void
app_detail_set_document (AppDetail *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_autoptr (GtkListItemFactory) factory = app_list_factory (document, app_token_row_list ());
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->nodes));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  app_list_tab_out (GTK_WIDGET (self->list));
  g_signal_connect_object (document, "selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (on_piece), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "token", G_CALLBACK (on_token), self, G_CONNECT_SWAPPED);
  app_line_set_document (self->line, document);
  app_range_set_document (self->range, document);
  app_literal_set_document (self->literal, document);
  g_signal_connect_object (self->pages, "notify::visible-child", G_CALLBACK (show_states), self,
                           G_CONNECT_SWAPPED);
  on_selected (self);
}

#include "app-document-cell.h"

#include "app-document-private.h"

struct _AppDocumentCell
{
  ViewCell *cell;        /* NULL none */
  GHashTable *mailboxes; /* owner → id of the mailbox its card is to list */
};

static void
set_cell (AppDocument *self, ViewCell *cell)
{
  if (self->chosen->cell == NULL && cell == NULL)
    return;
  g_clear_pointer (&self->chosen->cell, view_cell_unref);
  self->chosen->cell = cell;
  app_document_emit (self, APP_DOCUMENT_CELL);
}

/* Another run has other cells; the same address is meant. */
static void
on_run (AppDocument *self)
{
  if (self->chosen->cell == NULL)
    return;
  const char *address = view_cell_get_address (self->chosen->cell);
  set_cell (self, view_cell_new (self->trace, address, self->position.event, NULL));
}

static gboolean
on_escape (AppDocument *self)
{
  gboolean chosen = self->chosen->cell != NULL;
  app_document_clear_cell (self);
  return chosen;
}

ViewCell *
app_document_get_cell (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), NULL);
  return self->chosen->cell;
}

gboolean
app_document_choose_cell (AppDocument *self, const char *address, GError **error)
{
  g_return_val_if_fail (app_document_is_open (self), FALSE);
  ViewCell *cell = view_cell_new (self->trace, address, self->position.event, error);
  if (cell != NULL)
    set_cell (self, cell);
  return cell != NULL;
}

void
app_document_clear_cell (AppDocument *self)
{
  g_return_if_fail (APP_IS_DOCUMENT (self));
  set_cell (self, NULL);
}

GHashTable *
app_document_get_mailboxes (AppDocument *self)
{
  return self->chosen->mailboxes;
}

void
app_document_choose_mailbox (AppDocument *self, const char *owner, guint32 id)
{
  g_return_if_fail (app_document_is_open (self));
  if (id != 0)
    g_hash_table_replace (self->chosen->mailboxes, g_strdup (owner), GUINT_TO_POINTER (id));
  else
    g_hash_table_remove (self->chosen->mailboxes, owner);
  app_document_make_board (self);
  app_document_emit (self, APP_DOCUMENT_BOARD);
}

/* Ids are a run's own. */
static void
on_opened (AppDocument *self)
{
  g_hash_table_remove_all (self->chosen->mailboxes);
  app_document_make_board (self);
}

guint32
app_document_get_next_change (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), 0);
  if (self->chosen->cell == NULL)
    return 0;
  guint32 next = view_cell_next (self->chosen->cell, self->position.event);
  return next <= app_document_get_limit (self) ? next : 0;
}

guint32
app_document_get_previous_change (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), 0);
  return self->chosen->cell != NULL ? view_cell_previous (self->chosen->cell, self->position.event)
                                    : 0;
}

gboolean
app_document_go_next_change (AppDocument *self)
{
  guint32 event = app_document_get_next_change (self);
  if (event != 0)
    app_document_go (self, event);
  return event != 0;
}

gboolean
app_document_go_previous_change (AppDocument *self)
{
  guint32 event = app_document_get_previous_change (self);
  if (event != 0)
    app_document_go (self, event);
  return event != 0;
}

void
app_document_init_cell (AppDocument *self)
{
  self->chosen = g_new0 (AppDocumentCell, 1);
  self->chosen->mailboxes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect (self, "opened", G_CALLBACK (on_opened), NULL);
  g_signal_connect (self, "run", G_CALLBACK (on_run), NULL);
  g_signal_connect (self, "escape", G_CALLBACK (on_escape), NULL);
}

void
app_document_finalize_cell (AppDocument *self)
{
  g_clear_pointer (&self->chosen->cell, view_cell_unref);
  g_hash_table_unref (self->chosen->mailboxes);
  g_clear_pointer (&self->chosen, g_free);
}

#include "app-document-token.h"

#include "app-document-private.h"

struct _AppDocumentToken
{
  guint chosen;
  guint pointed;
};

static void
set (AppDocument *self, guint chosen, guint pointed)
{
  AppDocumentToken *token = self->token;
  if (token->chosen == chosen && token->pointed == pointed)
    return;
  *token = (AppDocumentToken){ chosen, pointed };
  app_document_emit (self, APP_DOCUMENT_TOKEN);
}

guint
app_document_get_token (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), G_MAXUINT);
  return self->token->pointed != G_MAXUINT ? self->token->pointed : self->token->chosen;
}

guint
app_document_get_chosen_token (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), G_MAXUINT);
  return self->token->chosen;
}

void
app_document_choose_token (AppDocument *self, guint token)
{
  g_return_if_fail (APP_IS_DOCUMENT (self));
  set (self, token, G_MAXUINT);
}

void
app_document_point_token (AppDocument *self, guint token)
{
  g_return_if_fail (APP_IS_DOCUMENT (self));
  set (self, self->token->chosen, token);
}

/* Numbers of one line mean nothing in the next. */
static void
on_selected (AppDocument *self)
{
  set (self, G_MAXUINT, G_MAXUINT);
}

void
app_document_init_token (AppDocument *self)
{
  self->token = g_new (AppDocumentToken, 1);
  *self->token = (AppDocumentToken){ G_MAXUINT, G_MAXUINT };
  g_signal_connect (self, "selected", G_CALLBACK (on_selected), NULL);
}

void
app_document_finalize_token (AppDocument *self)
{
  g_free (self->token);
}

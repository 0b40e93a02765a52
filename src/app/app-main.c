#include "app-application.h"
#include "app-language.h"

int
main (int argc, char **argv)
{
  app_language_init ();
  g_autoptr (AppApplication) application = app_application_new (G_APPLICATION_HANDLES_OPEN);
  return app_application_run (application, argc, argv);
}

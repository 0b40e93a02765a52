#pragma once

#include <adwaita.h>

/** AppApplication: the program: its options, its windows, its style. */
#define APP_TYPE_APPLICATION (app_application_get_type ())
G_DECLARE_FINAL_TYPE (AppApplication, app_application, APP, APPLICATION, AdwApplication)

/** app_application_new: @flags as of GApplication. */
AppApplication *app_application_new (GApplicationFlags flags);
/** app_application_run: run it with the arguments of main(); returns what main() is to return. */
int app_application_run (AppApplication *self, int argc, char **argv);

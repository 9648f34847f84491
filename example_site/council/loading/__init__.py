"""How is Wenbury Council made? Staff, registers, pages and forms; then its cases, day by day, by the app's own verbs."""

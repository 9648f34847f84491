"""How is Wenbury Council made? Staff, registers, pages, forms; then its cases, day by day, by the app's verbs."""

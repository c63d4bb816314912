"""Events built once for all languages, over what a language's grammar says."""

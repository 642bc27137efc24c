"""What can be computed about a case: values in, values out."""

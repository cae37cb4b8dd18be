"""What teachers see: their classes, what a class knows, who needs help, what to practise next."""

number-wrong = There is a mistake in the number: its check digit is wrong.

CALL_UP = "training.call_up"


RUN = "training.run_class"

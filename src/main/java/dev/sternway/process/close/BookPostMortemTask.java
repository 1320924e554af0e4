package dev.sternway.process.close;

import dev.sternway.process.RunVariables;
import dev.sternway.run.close.BookPostMortem;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

@Component("bookPostMortem")
class BookPostMortemTask implements JavaDelegate {
    private final BookPostMortem book;

    BookPostMortemTask(BookPostMortem book) {
        this.book = book;
    }

    @Override
    public void execute(DelegateExecution execution) {
        book.book(RunVariables.RUN_ID.required(execution));
    }
}

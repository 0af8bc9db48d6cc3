package dev.coterie.convergence.model;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** How a model waits for storage without blocking. Confined to the model's entity, and so are the callbacks. */
interface Later {

    /** Goes on in the entity once the stage is complete; nothing happens when the entity has left this state then. */
    <T> void when(CompletionStage<T> stage, Consumer<T> done, Consumer<Throwable> failed);
}

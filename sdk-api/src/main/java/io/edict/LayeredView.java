package io.edict;

/**
 * Several documents, local files and local overrides, seen as one configuration. There is a version in force as soon as
 * each document and file that is not optional has one; until then {@link #snapshot()} says what is missing.
 *
 * <p>Documents that are published in one transaction come into force here in one step. A change that a higher layer hides
 * is no change: listeners to the view and its live values do not hear of it, and it is reported as
 * {@link ClientEvent.ChangeShadowed}.
 */
public interface LayeredView extends ConfigView<LayeredSnapshot, LayeredChange> {
    /**
     * What the view is made of.
     *
     * @return the layers
     */
    Layers layers();
}

namespace Eegavi.Data.Synthetic.Output;

/// <summary>The text that a data set carries about itself.</summary>
internal static class PlantedReadme
{
    /// <summary>Content of <c>README.txt</c>.</summary>
    public static string Text(PlantedLevel level, PlantedOptions options) => FormattableString.Invariant($"""
        A planted data set of EEGAVI: made by a program, nobody was recorded.

        {options.Subjects} subjects, {options.Trials} trials of {options.WindowSeconds} s each, seed {options.Seed}, level {level}.
        Seven labels of -1 or +1, each planted by one mechanism, so that it is known which model can and which cannot learn it:
          R   redundant: EEG, audio, video (and ECG and text in files) each show it
          X   only EEG and audio together show it
          T   whether EEG and video events agree, second by second
          T4  the same, events held for 4 s
          C   audio or video shows it; EEG tells which
          F   EEG shows it; the table column 'flip' turns its sign
          L   a trap: follows the subject's prior and nothing else

        manifest.json, trials.csv   what a reader needs: recordings, trials, labels, ratings, table
        {(level == PlantedLevel.Files ? "recordings/                 EDF (14 EEG and 2 ECG channels), WAV, MP4 and a transcript for each subject" : "tokens.safetensors          tokens of every trial and modality, for the 'precomputed' encoder")}
        ceilings.json               the best that any model can reach; above it by more than chance is a leak
        truth*.csv                  every planted scalar, trials joined by id. Never an input of a model
        planted.json                the options; the same options make the same data set

        Ratings are answers, not inputs: a model that reads them has other ceilings. They run from 1 to 9 and are noisy: valence follows R, arousal C, dominance X, liking F. Emotions are the quadrants of valence and arousal.
        Missing audio: {Missing(options)}. Noise on audio: {Noise(options)}. Unknown drift of the video clock: {options.DriftMsPerMinute} ms a minute.

        """).ReplaceLineEndings("\n");

    private static string Missing(PlantedOptions options) => options.Missing switch
    {
        PlantedMissing.Mcar => FormattableString.Invariant($"{100 * options.MissingShare:0.#} % of trials, at random"),
        PlantedMissing.Mnar => "50 % of trials with R = +1, 10 % of those with R = -1",
        _ => "none",
    };

    private static string Noise(PlantedOptions options) =>
        options.AudioNoiseDb is { } ratio ? FormattableString.Invariant($"{ratio} dB signal to noise") : "none";
}

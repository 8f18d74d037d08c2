namespace Eegavi.Data.Readers;

/// <summary>Units of signals: every voltage becomes µV.</summary>
internal static class Units
{
    /// <summary>The name under which a unit is handed on, and the factor to it.</summary>
    public static (string Name, double Scale) Of(string unit) => unit.Trim() switch
    {
        "V" => ("uV", 1e6),
        "mV" or "mv" => ("uV", 1e3),
        "uV" or "µV" or "μV" or "uv" => ("uV", 1),
        "nV" => ("uV", 1e-3),
        var other => (other, 1),
    };
}

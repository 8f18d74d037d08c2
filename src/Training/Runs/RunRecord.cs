using System.Runtime.InteropServices;

namespace Eegavi.Training.Runs;

/// <summary>What is kept of a finished run, beside its configuration and weights.</summary>
/// <param name="Fingerprint">Of configuration, data, rows and program: an equal run would give the same weights.</param>
/// <param name="Data">Fingerprint of the data.</param>
/// <param name="Rows">Rows trained on.</param>
/// <param name="Subjects">Whose rows: what this run knows may not be tested on them.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Program">Version of this program.</param>
/// <param name="Runtime">Version of .NET.</param>
/// <param name="System">Operating system and processor.</param>
/// <param name="Finished">When it finished (UTC).</param>
/// <param name="Result">What training came to.</param>
/// <param name="Device">Where it computed: <c>cpu</c>, <c>cuda:0</c>.</param>
public sealed record RunRecord(
    string Fingerprint, string Data, int Rows, IReadOnlyList<string>? Subjects, int Seed, string Program, string Runtime, string System, DateTime Finished, TrainingResult Result, string Device = "cpu")
{
    /// <summary>The record of a run that finishes now.</summary>
    internal static RunRecord Of(string fingerprint, RunSession session, IReadOnlyList<int> rows, TrainingResult result) => new(
        fingerprint, session.Data.Fingerprint, rows.Count, [.. rows.Select(row => session.Data.Subjects[row]).Distinct().Order(StringComparer.Ordinal)], session.Spec.Training.Seed, Versions.Own, RuntimeInformation.FrameworkDescription,
        $"{RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}", DateTime.UtcNow, result, session.Model.Device.ToString());
}

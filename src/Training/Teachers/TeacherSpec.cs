using System.ComponentModel.DataAnnotations;
using Eegavi.Training.Runs;

namespace Eegavi.Training;

/// <summary>A teacher of a run: a part, or a model that another run trained.</summary>
public sealed record TeacherSpec : IValidatableObject
{
    /// <summary>The teacher and its options.</summary>
    [Inline] public Part<ITeacher>? Teacher { get; init; }

    /// <summary>The folder of a finished run whose model is the teacher, in place of a part: it may read what the student does not, such as ratings.</summary>
    [FilePath] public string? Run { get; init; }

    /// <summary>Widths of what teachers say of a row, by their name, a dot and the vector's.</summary>
    /// <param name="bench">Makes them, and opens the runs that they were trained in.</param>
    /// <param name="teachers">The teachers by name.</param>
    /// <exception cref="ArgumentException">Some cannot be made: a line each.</exception>
    public static IReadOnlyDictionary<string, int> Widths(Workbench bench, IReadOnlyDictionary<string, TeacherSpec> teachers)
    {
        var made = Make(bench, teachers);
        var widths = made.SelectMany(t => t.Value.Widths.Select(w => KeyValuePair.Create($"{t.Key}.{w.Key}", w.Value))).ToDictionary(StringComparer.Ordinal);
        foreach (var teacher in made.Values.OfType<IDisposable>()) teacher.Dispose();
        return widths;
    }

    internal static Dictionary<string, ITeacher> Make(Workbench bench, IReadOnlyDictionary<string, TeacherSpec> specs)
    {
        var (teachers, errors) = (new Dictionary<string, ITeacher>(StringComparer.Ordinal), new List<string>());
        foreach (var (name, teacher) in specs)
        {
            try
            {
                teachers[name] = teacher.Run is { } folder ? new RunTeacher(bench, folder) : bench.Parts.Create(teacher.Teacher!, new PartSizes());
            }
            catch (Exception e) when (e is ArgumentException or IOException or InvalidDataException)
            {
                errors.Add($"teachers.{name}: {e.Message}");
            }
        }
        return errors.Count == 0 ? teachers : throw new ArgumentException(string.Join(Environment.NewLine, errors));
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Teacher is null == Run is null) yield return new("expected either 'type', a teacher's name, or 'run', the folder of a finished run; got both or neither.");
    }
}

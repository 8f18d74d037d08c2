using System.ComponentModel.DataAnnotations;

namespace Eegavi.Training;

/// <summary>A teacher of a run: a part, or a model that another run trained.</summary>
public sealed record TeacherSpec : IValidatableObject
{
    /// <summary>The teacher and its options.</summary>
    [Inline] public Part<ITeacher>? Teacher { get; init; }

    /// <summary>The folder of a finished run whose model is the teacher, in place of a part: it may read what the student does not, such as ratings.</summary>
    [FilePath] public string? Run { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Teacher is null == Run is null) yield return new("expected either 'type', a teacher's name, or 'run', the folder of a finished run; got both or neither.");
    }
}

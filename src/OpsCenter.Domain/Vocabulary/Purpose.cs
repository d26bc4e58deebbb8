namespace OpsCenter.Domain.Vocabulary;

/// <summary>Why a person checked in (<c>wire.md</c>, <c>check-in</c>).</summary>
public enum Purpose
{
    /// <summary>Came for a service (办事).</summary>
    Service,

    /// <summary>Volunteers at the venue (志愿服务).</summary>
    Volunteer,

    /// <summary>Is on duty at the venue (值班).</summary>
    Duty,

    /// <summary>Answers a mobilization (力量动员).</summary>
    Mobilization,

    /// <summary>Takes part in an activity (活动).</summary>
    Activity,
}

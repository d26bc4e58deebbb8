using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.KioskProtocol.Asks;

/// <summary>A question of a kiosk, answered on <c>down</c> (<c>wire.md</c>, <c>ask</c>). So far there is one: how far is my request?</summary>
/// <param name="Id">Drawn by the kiosk; the answer bears it. 1 to 64 characters of an id, or a whole number kept as its digits.</param>
/// <param name="Ticket">The request asked for.</param>
public sealed record Ask(string Id, Ticket Ticket);

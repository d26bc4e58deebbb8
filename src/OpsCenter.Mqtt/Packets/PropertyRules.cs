using OpsCenter.Mqtt.Faults;

namespace OpsCenter.Mqtt.Packets;

/// <summary>Where a property may stand: packet types by number, and bit 0 for the will inside CONNECT.</summary>
[Flags]
internal enum PropertyPlace
{
    None = 0,
    Will = 1 << 0,
    Connect = 1 << 1,
    ConnAck = 1 << 2,
    Publish = 1 << 3,
    PubAck = 1 << 4,
    PubRec = 1 << 5,
    PubRel = 1 << 6,
    PubComp = 1 << 7,
    Subscribe = 1 << 8,
    SubAck = 1 << 9,
    Unsubscribe = 1 << 10,
    UnsubAck = 1 << 11,
    Disconnect = 1 << 14,
    Auth = 1 << 15,
}

/// <summary>How a property's value is written.</summary>
internal enum PropertyForm : byte
{
    Unknown,
    Byte,
    UInt16,
    UInt32,
    Varint,
    Text,
    Binary,
    Pair,
}

/// <summary>The table of §2.2.2.2: form and places of each property, and the values that are allowed.</summary>
internal static class PropertyRules
{
    private const PropertyPlace Answers = PropertyPlace.PubAck | PropertyPlace.PubRec | PropertyPlace.PubRel | PropertyPlace.PubComp
        | PropertyPlace.SubAck | PropertyPlace.UnsubAck;
    private const PropertyPlace Message = PropertyPlace.Publish | PropertyPlace.Will;
    private const PropertyPlace Opening = PropertyPlace.Connect | PropertyPlace.ConnAck;

    internal static (PropertyForm Form, PropertyPlace Places) Of(PropertyId id) => id switch
    {
        PropertyId.PayloadFormatIndicator => (PropertyForm.Byte, Message),
        PropertyId.MessageExpiryInterval => (PropertyForm.UInt32, Message),
        PropertyId.ContentType => (PropertyForm.Text, Message),
        PropertyId.ResponseTopic => (PropertyForm.Text, Message),
        PropertyId.CorrelationData => (PropertyForm.Binary, Message),
        PropertyId.SubscriptionIdentifier => (PropertyForm.Varint, PropertyPlace.Publish | PropertyPlace.Subscribe),
        PropertyId.SessionExpiryInterval => (PropertyForm.UInt32, Opening | PropertyPlace.Disconnect),
        PropertyId.AssignedClientIdentifier => (PropertyForm.Text, PropertyPlace.ConnAck),
        PropertyId.ServerKeepAlive => (PropertyForm.UInt16, PropertyPlace.ConnAck),
        PropertyId.AuthenticationMethod => (PropertyForm.Text, Opening | PropertyPlace.Auth),
        PropertyId.AuthenticationData => (PropertyForm.Binary, Opening | PropertyPlace.Auth),
        PropertyId.RequestProblemInformation => (PropertyForm.Byte, PropertyPlace.Connect),
        PropertyId.WillDelayInterval => (PropertyForm.UInt32, PropertyPlace.Will),
        PropertyId.RequestResponseInformation => (PropertyForm.Byte, PropertyPlace.Connect),
        PropertyId.ResponseInformation => (PropertyForm.Text, PropertyPlace.ConnAck),
        PropertyId.ServerReference => (PropertyForm.Text, PropertyPlace.ConnAck | PropertyPlace.Disconnect),
        PropertyId.ReasonString => (PropertyForm.Text, PropertyPlace.ConnAck | Answers | PropertyPlace.Disconnect | PropertyPlace.Auth),
        PropertyId.ReceiveMaximum => (PropertyForm.UInt16, Opening),
        PropertyId.TopicAliasMaximum => (PropertyForm.UInt16, Opening),
        PropertyId.TopicAlias => (PropertyForm.UInt16, PropertyPlace.Publish),
        PropertyId.MaximumQoS => (PropertyForm.Byte, PropertyPlace.ConnAck),
        PropertyId.RetainAvailable => (PropertyForm.Byte, PropertyPlace.ConnAck),
        PropertyId.UserProperty => (PropertyForm.Pair, Opening | Message | Answers | PropertyPlace.Subscribe | PropertyPlace.Unsubscribe
            | PropertyPlace.Disconnect | PropertyPlace.Auth),
        PropertyId.MaximumPacketSize => (PropertyForm.UInt32, Opening),
        PropertyId.WildcardSubscriptionAvailable => (PropertyForm.Byte, PropertyPlace.ConnAck),
        PropertyId.SubscriptionIdentifierAvailable => (PropertyForm.Byte, PropertyPlace.ConnAck),
        PropertyId.SharedSubscriptionAvailable => (PropertyForm.Byte, PropertyPlace.ConnAck),
        _ => (PropertyForm.Unknown, PropertyPlace.None),
    };

    /// <summary>True where the property may come twice in one packet: user properties (§2.2.2.2) and, in PUBLISH, subscription identifiers (§3.3.2.3.8).</summary>
    internal static bool MayRepeat(PropertyId id, PropertyPlace place) =>
        id == PropertyId.UserProperty || (id == PropertyId.SubscriptionIdentifier && place == PropertyPlace.Publish);

    /// <summary>The fault of a property in the wrong packet: malformed by §2.2.2.2; where a packet is else well-formed, peers expect a protocol error.</summary>
    internal static MqttProtocolException Misplaced(PropertyId id, PropertyPlace place) => place is PropertyPlace.Subscribe or PropertyPlace.Unsubscribe
        ? Fault.Malformed("§2.2.2.2", $"{id} does not belong in {place}.")
        : Fault.Protocol("§2.2.2.2", $"{id} does not belong in {place}.");

    internal static void CheckNumber(PropertyId id, uint value)
    {
        switch (id)
        {
            case PropertyId.PayloadFormatIndicator or PropertyId.RequestProblemInformation or PropertyId.RequestResponseInformation
                or PropertyId.MaximumQoS or PropertyId.RetainAvailable or PropertyId.WildcardSubscriptionAvailable
                or PropertyId.SubscriptionIdentifierAvailable or PropertyId.SharedSubscriptionAvailable when value > 1:
                throw Fault.Protocol("§2.2.2.2", $"{id} is {value}; 0 and 1 are allowed.");
            case PropertyId.ReceiveMaximum or PropertyId.MaximumPacketSize when value == 0:
                throw Fault.Protocol("§3.1.2.11", $"{id} is 0.");
            default:
                return;
        }
    }
}
